import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { terraformEnvironment } from '../../cli/shared/terraform/cdktf-environment';
import { runCommand } from '../support/process/run-command';
import { synthesiseExample } from '../support/terraform/example-synthesis';

const REGISTRY = 'registry.terraform.io';
const AWS = join(REGISTRY, 'hashicorp', 'aws');
const CACHE = resolve(__dirname, '../../.tools/terraform-providers');

/** A folder with Terraform providers, and the newest version of the AWS provider in it. */
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

// Terraform's own folders, and the one that PROVIDER_MIRROR names. https://developer.hashicorp.com/terraform/cli/config/config-file
const foldersOf = ({ PROVIDER_MIRROR: named, HOME: home = '' }: NodeJS.ProcessEnv): readonly string[] => [
  ...(named === undefined || named === '' ? [] : [named]),
  join(home, '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
  CACHE,
];

const findInFolders = (): ProviderMirror | undefined =>
  foldersOf(process.env).flatMap((directory) => {
    const version = newestIn(directory);
    return version === undefined ? [] : [{ directory, version }];
  })[0];

/** Downloads the providers that a stack of the example requires. */
const download = async (): Promise<void> => {
  mkdirSync(CACHE, { recursive: true });
  const example = synthesiseExample();
  const own = { env: terraformEnvironment(process.env, existsSync), cwd: example.directoryOf('signing') };
  const { status, stderr } = await runCommand('terraform', ['providers', 'mirror', CACHE], own);
  example.remove();
  if (status !== 0) throw new Error(`the AWS provider could not be downloaded: ${stderr}`);
};

/** Finds the providers on this machine; downloads them if there are none. */
export const findProviderMirror = async (): Promise<ProviderMirror> => {
  const found = findInFolders();
  if (found !== undefined) return found;
  await download();
  const downloaded = findInFolders();
  if (downloaded !== undefined) return downloaded;
  throw new Error(`expected the AWS provider in ${CACHE} after its download, found none`);
};

/** Links the mirror into a home directory, where Terraform finds it. */
export const linkMirror = (home: string, { directory }: ProviderMirror): void => {
  mkdirSync(join(home, '.terraform.d'), { recursive: true });
  symlinkSync(directory, join(home, '.terraform.d/plugins'));
};
