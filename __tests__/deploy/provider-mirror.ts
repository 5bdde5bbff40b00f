import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { terraformEnvironment } from '../../cli/shared/terraform/cdktf-environment';
import { runCommand } from '../support/process/run-command';
import { synthesiseExample } from '../support/terraform/example-synthesis';

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

const look = (): ProviderMirror | undefined =>
  placesOf(process.env).flatMap((directory) => {
    const version = newestIn(directory);
    return version === undefined ? [] : [{ directory, version }];
  })[0];

/** Downloads the providers that a stack of the example asks for. */
const download = async (): Promise<void> => {
  mkdirSync(CACHE, { recursive: true });
  const example = synthesiseExample();
  const own = { env: terraformEnvironment(process.env, existsSync), cwd: example.directoryOf('signing') };
  const { status, stderr } = await runCommand('terraform', ['providers', 'mirror', CACHE], own);
  example.remove();
  if (status !== 0) throw new Error(`the AWS provider could not be downloaded: ${stderr}`);
};

/** The providers that this machine has; where it has none, those that the stacks ask for are downloaded. */
export const findProviderMirror = async (): Promise<ProviderMirror> => {
  const there = look();
  if (there !== undefined) return there;
  await download();
  const downloaded = look();
  if (downloaded !== undefined) return downloaded;
  throw new Error(`expected the AWS provider in ${CACHE} after its download, found none`);
};

/** Lets Terraform, with that home, find the mirror by itself. */
export const linkMirror = (home: string, { directory }: ProviderMirror): void => {
  mkdirSync(join(home, '.terraform.d'), { recursive: true });
  symlinkSync(directory, join(home, '.terraform.d/plugins'));
};
