import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ToolFailure } from '../../../shared/failure';
import { BundleError, bundleFunctionContent } from '../../../../adapters/bundler/bundle-function';
import { FUNCTIONS, functionBundle } from '../../../../contracts/functions/functions';
import type { CanaryKind } from '../../../../verification';
import { bundledPackages, type BundledFunction } from '../sbom/bundled-packages';
import { isInside, readContextFiles, type ContextFile } from './context-files';
import type { BuildRecipe } from './image-inputs';

/** How an image is built, before its base images are resolved. */
export type UnpinnedRecipe = Omit<BuildRecipe, 'bases'>;

/** A bundled function, and its bundle as a file of a build context. */
export interface FunctionBundle extends BundledFunction {
  readonly file: ContextFile;
}

/** Bundles every function. */
export type BundleFunctions = () => Promise<readonly FunctionBundle[]>;

const ROOT = resolve(__dirname, '../../../..');
const VERIFIER = 'images/verifier/Dockerfile';

// https://docs.aws.amazon.com/signer/latest/developerguide/image-signing-prerequisites.html; for aws the Dockerfile has the defaults.
const ROOT_CERTIFICATES = {
  aws: {},
  'aws-us-gov': {
    ROOT_CERTIFICATE: 'https://d2hvyiie56hcat.cloudfront.net/aws-us-gov-signer-notation-root.cert',
    ROOT_CERTIFICATE_SHA256: '673653ab76f41a10546cdeb4107ecd6df2c15c2c9a0d32ed97d271b4436fc3e8',
  },
} as const;

/** What decides how images are built, besides files. */
export interface BuildSettings {
  readonly partition: 'aws' | 'aws-us-gov';
  readonly platform: BuildRecipe['platform'];
  /** The memory of the launch function, for which the image's code caches are made. */
  readonly memoryMegabytes: number;
  /** Build arguments from the command line; each Dockerfile gets those that it declares. */
  readonly given: Readonly<Record<string, string>>;
}

/** The build arguments that a Dockerfile declares. */
export const declaredArguments = (dockerfile: string): readonly string[] =>
  [...dockerfile.matchAll(/^\s*ARG\s+([A-Za-z_][A-Za-z0-9_]*)/gim)].flatMap(([, name]) => name ?? []);

const argumentsFor = (
  files: readonly ContextFile[],
  dockerfile: string,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const content = files.find(({ path }) => path === dockerfile)?.content;
  if (content === undefined)
    throw new ToolFailure('missing', `expected ${dockerfile} among the files to build from, found none`);
  const declared = declaredArguments(content.toString('utf8'));
  return Object.fromEntries(Object.entries(given).filter(([name]) => declared.includes(name)));
};

/**
 * Bundles every function in memory: a file in `dist` could be replaced between bundling and building.
 * @throws ToolFailure when a function does not bundle.
 */
export const bundleFunctions: BundleFunctions = async () => {
  try {
    return await Promise.all(
      FUNCTIONS.map(async (name) => {
        const { content, inputs } = await bundleFunctionContent(name);
        const file = { path: functionBundle(name), content, executable: false };
        return { name, packages: bundledPackages(ROOT, inputs), file };
      }),
    );
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new ToolFailure('failed', error.message, { cause: error });
  }
};

/** The recipe of the verifier's image, from the bundles of its functions. */
export const verifierRecipe = async (
  bundled: readonly FunctionBundle[],
  { partition, platform, memoryMegabytes, given }: BuildSettings,
): Promise<UnpinnedRecipe> => {
  const files = [...bundled.map(({ file }) => file), ...(await readContextFiles(ROOT, ['images/verifier']))];
  const bundles = bundled.map(({ name, packages }) => ({ name, packages }));
  const own = { ...ROOT_CERTIFICATES[partition], MEMORY_MEGABYTES: String(memoryMegabytes) };
  const args = { ...own, ...argumentsFor(files, VERIFIER, given) };
  return { kind: 'build', dockerfile: VERIFIER, files, arguments: args, platform, bundles };
};

const CANARY_DOCKERFILE = 'FROM scratch\nCOPY canary /canary\n';

/** The recipe of a canary image: one file that names its kind, so that each kind has a digest of its own. */
export const canaryRecipe = (kind: CanaryKind, { platform }: Pick<BuildSettings, 'platform'>): UnpinnedRecipe => ({
  kind: 'build',
  dockerfile: 'Dockerfile',
  files: [
    { path: 'Dockerfile', content: Buffer.from(CANARY_DOCKERFILE), executable: false },
    { path: 'canary', content: Buffer.from(`${kind}\n`), executable: false },
  ],
  arguments: {},
  platform,
});

/** The recipe of a workload image, from a folder with a Dockerfile; `own` arguments override those of the command line. */
export const workloadRecipe = async (
  folder: string,
  own: Readonly<Record<string, string>>,
  { platform, given }: BuildSettings,
): Promise<UnpinnedRecipe> => {
  const [project, real] = await Promise.all([realpath('.'), realpath(folder)]);
  if (!isInside(project, real))
    throw new ToolFailure('failed', `${folder}: expected a folder of the project, found a link to ${real}: copy it`);
  const files = await readContextFiles(resolve(folder), ['.']);
  const args = argumentsFor(files, 'Dockerfile', { ...given, ...own });
  return { kind: 'build', dockerfile: 'Dockerfile', files, arguments: args, platform };
};
