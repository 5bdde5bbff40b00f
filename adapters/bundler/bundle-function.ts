import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { messageOf } from '../../verification';

const ROOT = resolve(__dirname, '../..');
const ENTRY = resolve(ROOT, 'functions/launch.ts');
const FILE = resolve(ROOT, 'dist/launch.js');

/** What a bundle came to: its absolute path, its size in bytes without the source map, and the files whose code is in it. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  /** Below the repository's root. */
  readonly inputs: readonly string[];
}

/** Says why there is no bundle: nothing to start from, or esbuild's own reason as the cause. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(
    readonly code: 'entry-missing' | 'build-failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A file's path below the repository's root, for messages. */
export const shown = (file: string): string => relative(ROOT, file);

const inputsOf = ({ outputs }: Metafile): readonly string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  );

const bundle = async (entry: string, file: string): Promise<Bundle> => {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: file,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // The ES module builds of the SDK are the ones that esbuild can drop unused code from.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    logLevel: 'silent',
    metafile: true,
  });
  return { file, bytes: statSync(file).size, inputs: inputsOf(metafile) };
};

/**
 * Bundles the launch function with everything it needs into one file.
 * @throws BundleError when the function is absent or does not bundle; an earlier bundle is then left as it was.
 */
export const bundleLaunch = async (entry: string = ENTRY, file: string = FILE): Promise<Bundle> => {
  if (!existsSync(entry)) {
    throw new BundleError('entry-missing', `Expected the launch function at ${shown(entry)}, found no such file.`);
  }
  try {
    return await bundle(entry, file);
  } catch (cause) {
    throw new BundleError('build-failed', `${shown(entry)} does not bundle: ${messageOf(cause)}`, { cause });
  }
};
