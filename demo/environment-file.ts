import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeNotationConfiguration } from '../adapters/notation/notation-configuration';
import type { DemoContext } from './play-scene';

/** Files with which a person’s shell lives in the demo’s world. */
export interface WorldFiles {
  /** To be sourced by a shell. */
  readonly environment: string;
  /** The demo’s trust document. */
  readonly trust: string;
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Writes the files into the world’s directory, readable by their owner only. */
export const writeWorldFiles = async ({ stage, profiles }: DemoContext): Promise<WorldFiles> => {
  const { world, aws, trust } = stage;
  const configuration = await writeNotationConfiguration(world.directory, {
    statement: 'demo',
    signers: [profiles.release.arn],
    partition: 'aws',
    rootCertificate: world.notation.rootCertificate,
  });
  const variables = {
    ...world.processEnvironment,
    NOTATION_CONFIG: configuration,
    NOTATION_LIBEXEC: world.notation.libexec,
    NOTATION_USERNAME: 'AWS',
    NOTATION_PASSWORD: world.ecrPassword,
    AWS_ENDPOINT_URL: aws.endpoint,
    // Signer is where its own host says: behind the gateway, not where the other services are.
    AWS_ENDPOINT_URL_SIGNER: `https://signer.${profiles.release.region}.amazonaws.com`,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  const path = `export PATH=${quote(dirname(world.notation.path))}:"$PATH"`;
  const files = { environment: join(world.directory, 'env.sh'), trust: join(world.directory, 'trust.json') };
  await writeFile(files.environment, `${[...lines, path, 'unset AWS_PROFILE'].join('\n')}\n`, { mode: 0o600 });
  await writeFile(files.trust, trust.content, { mode: 0o600 });
  return files;
};
