import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { functionBundle, functionEntry, type FunctionName } from '../../contracts/functions/functions';
import { messageOf } from '../../verification';

const ROOT = resolve(__dirname, '../..');

/** A bundled function. */
export interface Bundle {
  /** Absolute path. */
  readonly file: string;
  /** Size of the file, without its source map. */
  readonly bytes: number;
  /** The files whose code is in the bundle, relative to the project's root. */
  readonly inputs: readonly string[];
}

/** Thrown when a function cannot be bundled: its source file is missing, or esbuild failed (see `cause`). */
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

/** The path of a file relative to the project's root, for messages. */
export const projectPath = (file: string): string => relative(ROOT, file);

const inputsOf = ({ outputs }: Metafile): readonly string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  );

const runEsbuild = async (entry: string, file: string): Promise<Bundle> => {
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
 * Bundles a source file and everything it imports into one file.
 * @throws BundleError when the source file is missing or does not bundle; an earlier bundle is left as it was.
 */
export const bundleEntry = async (entry: string, file: string): Promise<Bundle> => {
  if (!existsSync(entry))
    throw new BundleError('entry-missing', `expected a Lambda function at ${projectPath(entry)}, found no such file`);
  try {
    return await runEsbuild(entry, file);
  } catch (cause) {
    throw new BundleError('build-failed', `${projectPath(entry)} does not bundle: ${messageOf(cause)}`, { cause });
  }
};

/**
 * Bundles one of the Lambda functions; by default into dist/functions.
 * @throws BundleError when it does not bundle; an earlier bundle is left as it was.
 */
export const bundleFunction = (name: FunctionName, file = resolve(ROOT, functionBundle(name))): Promise<Bundle> =>
  bundleEntry(resolve(ROOT, functionEntry(name)), file);
