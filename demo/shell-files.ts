import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeNotationConfiguration } from '../adapters/notation/notation-configuration';
import type { DemoContext } from './demo-context';

/** Files that let another shell use the demo's environment. */
export interface ShellFiles {
  /** A script for the shell's `source` command. */
  readonly environment: string;
  /** The demo's trust document. */
  readonly trust: string;
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Writes the files into the environment's directory, readable by their owner only. */
export const writeShellFiles = async ({ environment, profiles }: DemoContext): Promise<ShellFiles> => {
  const { directory, notation, aws, trust } = environment;
  const configuration = await writeNotationConfiguration(directory, {
    statement: 'demo',
    signers: [profiles.release.arn],
    partition: 'aws',
    rootCertificate: notation.rootCertificate,
  });
  const variables = {
    ...environment.processEnvironment,
    NOTATION_CONFIG: configuration,
    NOTATION_LIBEXEC: notation.libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: environment.ecrPassword,
    AWS_ENDPOINT_URL: aws.endpoint,
    // The emulated Signer is behind the gateway, at its real host name, not at the endpoint of the other services.
    AWS_ENDPOINT_URL_SIGNER: `https://signer.${profiles.release.region}.amazonaws.com`,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  const path = `export PATH=${quote(dirname(notation.path))}:"$PATH"`;
  const files = { environment: join(directory, 'env.sh'), trust: join(directory, 'trust.json') };
  await writeFile(files.environment, `${[...lines, path, 'unset AWS_PROFILE'].join('\n')}\n`, { mode: 0o600 });
  await writeFile(files.trust, trust.content, { mode: 0o600 });
  return files;
};
