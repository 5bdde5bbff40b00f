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

/** A temporary directory with the example deployment, synthesised by main.ts. */
export interface Synthesis {
  readonly directory: string;
  /** The directory of one of the example's stacks. */
  readonly directoryOf: (part: string) => string;
  readonly stack: (part: string) => WrittenStack;
  readonly remove: () => void;
}

/** The three stacks of the example deployment, by the parts of their ids after its name. */
export const PARTS = ['signing', 'verifier', 'sample'] as const;

/** Synthesises the example deployment, with some fields of its file replaced. */
export const synthesiseExample = (overrides: Readonly<Record<string, unknown>> = {}): Synthesis => {
  const { path: directory, remove } = createTemporaryDirectory('synthesis');
  mkdirSync(join(directory, 'deployments'));
  const example = JSON.parse(readFileSync(join(ROOT, 'deployments/example.json'), 'utf8')) as object;
  writeFileSync(join(directory, 'deployments/example.json'), JSON.stringify({ ...example, ...overrides }));
  cpSync(join(ROOT, 'deployments/example.lock.json'), join(directory, 'deployments/example.lock.json'));
  const { status, stderr } = spawnSync(process.execPath, ['--import', TSX, join(ROOT, 'main.ts')], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  if (status !== 0) throw new Error(`main.ts ended with ${status}: ${stderr}`);
  const directoryOf = (part: string): string => join(directory, 'cdktf.out/stacks', `example-${part}`);
  return {
    directory,
    directoryOf,
    stack: (part) => JSON.parse(readFileSync(join(directoryOf(part), 'cdk.tf.json'), 'utf8')) as WrittenStack,
    remove,
  };
};
