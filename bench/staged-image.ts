import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SOURCES = resolve(__dirname, '../images/verifier/code-cache');

/** The files of a function, laid out as in the verifier's image. */
export interface StagedImage {
  /** The file that Lambda's handler setting names. */
  readonly entry: string;
  /** The bundle, which the entry loads. */
  readonly bundle: string;
  /** The bundle's code cache, once it is made. */
  readonly cache: string;
  /** Makes the code cache as the image's build does, for this Node with these flags. */
  readonly makeCache: (...flags: readonly string[]) => Promise<void>;
}

/** Lays out a bundle in a new folder as in the verifier's image. */
export const stageImage = async (directory: string, bundle: string): Promise<StagedImage> => {
  const name = basename(bundle);
  const staged = { entry: join(directory, name), bundle: join(directory, 'bundles', name) };
  await mkdir(join(directory, 'bundles'), { recursive: true });
  for (const file of await readdir(SOURCES)) await copyFile(join(SOURCES, file), join(directory, file));
  await copyFile(join(SOURCES, 'function.js'), staged.entry);
  await copyFile(bundle, staged.bundle);
  const makeCache: StagedImage['makeCache'] = async (...flags) => {
    await run(join(directory, 'exec-wrapper.sh'), [process.execPath, ...flags, '--eval', '0']);
  };
  return { ...staged, cache: `${staged.bundle}.cache`, makeCache };
};
