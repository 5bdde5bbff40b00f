import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from '../support/run-command';

const REGISTRY = 'registry.terraform.io';
const AWS = join(REGISTRY, 'hashicorp', 'aws');
const CACHE = resolve(__dirname, '../../.tools/terraform-providers');

/** Providers on this machine, with the newest version of AWS's that is there. */
export interface ProviderMirror {
  readonly directory: string;
  readonly version: string;
}

const newestIn = (directory: string): string | undefined =>
  existsSync(join(directory, AWS))
    ? readdirSync(join(directory, AWS))
        .map((name) => /(\d+\.\d+\.\d+)/.exec(name)?.[1] ?? '')
        .filter((version) => version !== '')
        .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .at(-1)
    : undefined;

// Where Terraform itself looks, and the folder that the variable names. https://developer.hashicorp.com/terraform/cli/config/config-file
const placesOf = ({ PROVIDER_MIRROR: named, HOME: home = '' }: NodeJS.ProcessEnv): readonly string[] => [
  ...(named === undefined || named === '' ? [] : [named]),
  join(home, '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
  CACHE,
];

const download = async (stack: string): Promise<void> => {
  mkdirSync(CACHE, { recursive: true });
  // The variable may name a settings file that is not there.
  const { TF_CLI_CONFIG_FILE: _, ...env } = process.env;
  const { status, stderr } = await runCommand('terraform', ['providers', 'mirror', CACHE], { env, cwd: stack });
  if (status !== 0) throw new Error(`the AWS provider could not be downloaded: ${stderr}`);
};

/** The providers that this machine has; those that a synthesised stack asks for are downloaded where it has none. */
export const findProviderMirror = async (stack: string): Promise<ProviderMirror> => {
  for (const attempt of ['look', 'download'] as const) {
    if (attempt === 'download') await download(stack);
    for (const directory of placesOf(process.env)) {
      const version = newestIn(directory);
      if (version !== undefined) return { directory, version };
    }
  }
  throw new Error(`expected the AWS provider in ${CACHE} after its download, found none`);
};

/** Lets Terraform, with that home, find the mirror by itself. */
export const linkMirror = (home: string, { directory }: ProviderMirror): void => {
  mkdirSync(join(home, '.terraform.d'), { recursive: true });
  symlinkSync(directory, join(home, '.terraform.d/plugins'));
};
