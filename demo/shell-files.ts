import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DemoEnvironment } from './demo-environment';
import { shellVariables } from './shell-variables';

/** Files that let another shell use the demo's environment. */
export interface ShellFiles {
  /** A script for the shell's `source` command. */
  readonly environment: string;
  /** The demo's trust document. */
  readonly trust: string;
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Writes the files into the environment's directory, readable by their owner only. */
export const writeShellFiles = async (environment: DemoEnvironment): Promise<ShellFiles> => {
  const { directory, notation, trust } = environment;
  const variables = await shellVariables(environment, directory);
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  const path = `export PATH=${quote(dirname(notation.path))}:"$PATH"`;
  const files = { environment: join(directory, 'env.sh'), trust: join(directory, 'trust.json') };
  await writeFile(files.environment, `${[...lines, path, 'unset AWS_PROFILE'].join('\n')}\n`, { mode: 0o600 });
  await writeFile(files.trust, trust.content, { mode: 0o600 });
  return files;
};
