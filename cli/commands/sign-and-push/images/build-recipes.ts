import { resolve } from 'node:path';
import { ToolFailure } from '../../../shared/failure';
import { BundleError, bundleFunction } from '../../../../adapters/bundler/bundle-function';
import { FUNCTIONS, functionBundle } from '../../../../contracts/functions/functions';
import { bundledPackages, type BundledFunction } from '../sbom/bundled-packages';
import { readContextFiles, type ContextFile } from './context-files';
import type { BuildRecipe } from './image-inputs';

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

const bundleFunctions = async (): Promise<readonly BundledFunction[]> => {
  try {
    return await Promise.all(
      FUNCTIONS.map(async (name) => ({ name, packages: bundledPackages(ROOT, (await bundleFunction(name)).inputs) })),
    );
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new ToolFailure('failed', error.message, { cause: error });
  }
};

/** The recipe of the verifier's image; bundles the functions first. */
export const verifierRecipe = async ({ partition, platform, given }: BuildSettings): Promise<BuildRecipe> => {
  const bundles = await bundleFunctions();
  const files = await readContextFiles(ROOT, [...FUNCTIONS.map(functionBundle), 'images/verifier']);
  const args = { ...ROOT_CERTIFICATES[partition], ...argumentsFor(files, VERIFIER, given) };
  return { kind: 'build', dockerfile: VERIFIER, files, arguments: args, platform, bundles };
};

/** The recipe of a workload image, from a folder with a Dockerfile; `own` arguments override those of the command line. */
export const workloadRecipe = async (
  folder: string,
  own: Readonly<Record<string, string>>,
  { platform, given }: BuildSettings,
): Promise<BuildRecipe> => {
  const files = await readContextFiles(resolve(folder), ['.']);
  const args = argumentsFor(files, 'Dockerfile', { ...given, ...own });
  return { kind: 'build', dockerfile: 'Dockerfile', files, arguments: args, platform };
};
