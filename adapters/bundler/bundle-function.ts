import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { functionBundle, functionEntry, type FunctionName } from '../../contracts/functions/functions';
import { messageOf } from '../../verification';
import { BundleError } from './bundle-error';
import { pageClientPlugin } from './page-client-plugin';
import { SDK_PLUGINS } from './sdk-plugins';

export { BundleError };

const ROOT = resolve(__dirname, '../..');

/** A bundled function. */
export interface Bundle {
  /** Absolute path. */
  readonly file: string;
  /** Size of the file, without its source map. */
  readonly bytes: number;
  /** The files whose code is in the bundle, relative to the project's root. */
  readonly inputs: readonly string[];
  /** How many bytes of the bundle come from each of them. */
  readonly inputBytes: Readonly<Record<string, number>>;
}

/** The path of a file relative to the project's root, for messages. */
export const projectPath = (file: string): string => relative(ROOT, file);

const inputBytesOf = ({ outputs }: Metafile): Bundle['inputBytes'] =>
  Object.fromEntries(
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [[path, bytesInOutput]] : [])),
    ),
  );

/** A bundle that is not written anywhere. */
export interface BundleContent extends Pick<Bundle, 'inputs'> {
  readonly content: Buffer;
}

type Built = BundleContent & Pick<Bundle, 'inputBytes'> & { readonly sourceMap: Buffer };

const runEsbuild = async (entry: string, file: string): Promise<Built> => {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    outfile: file,
    write: false,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // The ES module builds of the SDK are the ones that esbuild can drop unused code from.
    mainFields: ['module', 'main'],
    // `require` instead: the first `import()` would start Node's loader of ES modules, which slows down the first event.
    supported: { 'dynamic-import': false },
    alias: { '@aws-sdk/credential-provider-node': resolve(ROOT, 'functions/shared/lambda-credentials.ts') },
    plugins: [...SDK_PLUGINS, pageClientPlugin],
    minify: true,
    sourcemap: 'linked',
    logLevel: 'silent',
    metafile: true,
  });
  const contentOf = (end: string): Buffer =>
    Buffer.from(outputFiles.find(({ path }) => path.endsWith(end))?.contents ?? []);
  const inputBytes = inputBytesOf(metafile);
  const inputs = Object.keys(inputBytes);
  return { content: contentOf('.js'), sourceMap: contentOf('.js.map'), inputs, inputBytes };
};

const buildEntry = async (entry: string, file: string): Promise<Built> => {
  if (!existsSync(entry))
    throw new BundleError('entry-missing', `expected a Lambda function at ${projectPath(entry)}, found no such file`);
  try {
    return await runEsbuild(entry, file);
  } catch (cause) {
    throw new BundleError('build-failed', `${projectPath(entry)} does not bundle: ${messageOf(cause)}`, { cause });
  }
};

/** Replaces a file whole, since another process may be reading it. */
const replaceFile = async (file: string, content: Buffer): Promise<void> => {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(temporary, content);
  await rename(temporary, file);
};

/**
 * Bundles a source file and everything it imports into one file.
 * @throws BundleError when the source file is missing or does not bundle; an earlier bundle is left as it was.
 */
export const bundleEntry = async (entry: string, file: string): Promise<Bundle> => {
  const { content, sourceMap, inputs, inputBytes } = await buildEntry(entry, file);
  await replaceFile(`${file}.map`, sourceMap);
  await replaceFile(file, content);
  return { file, bytes: content.length, inputs, inputBytes };
};

/**
 * Bundles one of the Lambda functions; by default into dist/functions.
 * @throws BundleError when it does not bundle; an earlier bundle is left as it was.
 */
export const bundleFunction = (name: FunctionName, file = resolve(ROOT, functionBundle(name))): Promise<Bundle> =>
  bundleEntry(resolve(ROOT, functionEntry(name)), file);

/**
 * Bundles one of the Lambda functions without writing it, with the content that `dist/functions` would get.
 * @throws BundleError when it does not bundle.
 */
export const bundleFunctionContent = (name: FunctionName): Promise<BundleContent> =>
  buildEntry(resolve(ROOT, functionEntry(name)), resolve(ROOT, functionBundle(name)));
