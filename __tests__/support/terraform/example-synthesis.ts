import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';

const ROOT = resolve(__dirname, '../../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');

/** A stack in the format that main.ts writes. */
export interface WrittenStack {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [block: string]: unknown;
}

/** A temporary directory with a deployment, synthesised by main.ts. */
export interface Synthesis {
  readonly directory: string;
  /** The directory of one of the deployment's stacks. */
  readonly directoryOf: (part: string) => string;
  readonly stack: (part: string) => WrittenStack;
  readonly remove: () => void;
}

/** The three stacks of the example deployment, by the parts of their ids after its name. */
export const PARTS = ['signing', 'verifier', 'sample'] as const;

/** Synthesises a deployment by the content of its file; `lock` is the path of a lock. Default of `lock`: none. */
export const synthesiseDeployment = (file: { readonly name: string }, lock?: string): Synthesis => {
  const { path: directory, remove } = createTemporaryDirectory('synthesis');
  mkdirSync(join(directory, 'deployments'));
  writeFileSync(join(directory, `deployments/${file.name}.json`), JSON.stringify(file));
  if (lock !== undefined) cpSync(lock, join(directory, `deployments/${file.name}.lock.json`));
  const { status, stderr } = spawnSync(process.execPath, ['--import', TSX, join(ROOT, 'main.ts')], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  if (status !== 0) throw new Error(`main.ts ended with ${status}: ${stderr}`);
  const directoryOf = (part: string): string => join(directory, 'cdktf.out/stacks', `${file.name}-${part}`);
  return {
    directory,
    directoryOf,
    stack: (part) => JSON.parse(readFileSync(join(directoryOf(part), 'cdk.tf.json'), 'utf8')) as WrittenStack,
    remove,
  };
};

/** Synthesises the example deployment, with some fields of its file replaced. */
export const synthesiseExample = (overrides: Readonly<Record<string, unknown>> = {}): Synthesis => {
  const example = JSON.parse(readFileSync(join(ROOT, 'deployments/example.json'), 'utf8')) as object;
  const file = { ...example, ...overrides, name: 'example' };
  return synthesiseDeployment(file, join(ROOT, 'deployments/example.lock.json'));
};
