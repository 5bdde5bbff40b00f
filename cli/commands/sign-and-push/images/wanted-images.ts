import { ToolFailure } from '../../../shared/failure';
import type { Deployment } from '../../../../contracts/deployment/deployment';
import {
  deploymentImages,
  type DeploymentImage,
  type ImageOrigin,
} from '../../../../contracts/deployment/deployment-images';
import { isDigest, parseImageReference, type Digest } from '../../../../verification';
import { UsageError } from '../../../shared/usage-error';
import { withBases } from './base-images';
import {
  canaryRecipe,
  verifierRecipe,
  workloadRecipe,
  type BuildSettings,
  type BundleFunctions,
} from './build-recipes';
import type { ImageSource } from './image-inputs';
import type { WantedImage } from '../plan';

/** Resolves a reference to the digest that it names now; undefined in a dry run, which calls no registry. */
export type ResolveSource = (reference: string) => Promise<Digest | undefined>;

/** Which of a deployment's images are wanted, and how they are made. */
export interface WantedSettings {
  /** Only these; empty: all. */
  readonly names: readonly string[];
  /** Build arguments from the command line. */
  readonly given: Readonly<Record<string, string>>;
  readonly resolve: ResolveSource;
  readonly bundle: BundleFunctions;
  /** The digests of the base images that an image keeps, by reference; all others are resolved. */
  readonly pinnedBases: (image: string) => Readonly<Record<string, string>>;
}

const PLATFORMS = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

/**
 * The requested images of a deployment.
 * @throws UsageError for a name that the deployment does not have.
 */
export const chosenImages = (deployment: Deployment, names: readonly string[]): readonly DeploymentImage[] => {
  const all = deploymentImages(deployment);
  const unknown = names.filter((name) => !all.some((image) => image.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `sign-and-push: --image: expected ${all.map(({ name }) => name).join(', ')}, found ${unknown.join(', ')}`,
    );
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
};

type SourceTools = Pick<WantedSettings, 'resolve' | 'bundle'> & {
  readonly baseDigest: (reference: string) => Promise<Digest | undefined>;
};

const sourceFor = async (
  origin: ImageOrigin,
  build: BuildSettings,
  { resolve, bundle, baseDigest }: SourceTools,
): Promise<ImageSource> => {
  switch (origin.kind) {
    case 'verifier':
      return withBases(await verifierRecipe(await bundle(), build), baseDigest);
    case 'build':
      return withBases(await workloadRecipe(origin.directory, { VARIANT: origin.variant }, build), baseDigest);
    case 'canary':
      return withBases(canaryRecipe(origin.canary, build), baseDigest);
    case 'copy': {
      const named = parseImageReference(origin.from).digest;
      return { kind: 'copy', from: origin.from, digest: named ?? (await resolve(origin.from)) };
    }
  }
};

const checkArguments = (given: Readonly<Record<string, string>>, images: readonly WantedImage[]): void => {
  const taken = images.flatMap(({ source }) => (source.kind === 'build' ? Object.keys(source.arguments) : []));
  const unknown = Object.keys(given).filter((name) => !taken.includes(name));
  if (unknown.length > 0)
    throw new UsageError(
      `sign-and-push: --build-arg: expected arguments that a Dockerfile declares, found ${unknown.join(', ')}`,
    );
};

/** Resolves a reference once, so that all images of a run get the same digest. */
const resolvingOnce = (resolve: ResolveSource): ResolveSource => {
  const resolved = new Map<string, Promise<Digest | undefined>>();
  return (reference) => {
    const digest = resolved.get(reference) ?? resolve(reference);
    resolved.set(reference, digest);
    return digest;
  };
};

/**
 * What a deployment's images are made from. Bundles the functions and reads every file to build from.
 * @throws UsageError for unknown images or build arguments, ToolFailure for sources that cannot be read.
 */
export const wantedImages = async (
  deployment: Deployment,
  { names, given, bundle, pinnedBases, ...settings }: WantedSettings,
): Promise<readonly WantedImage[]> => {
  const build = {
    partition: deployment.partition,
    platform: PLATFORMS[deployment.architecture],
    memoryMegabytes: deployment.launch.memoryMegabytes,
    given,
  };
  const resolve = resolvingOnce(settings.resolve);
  const images: WantedImage[] = [];
  for (const { name, repository, origin, signature } of chosenImages(deployment, names)) {
    const kept = pinnedBases(name);
    const baseDigest = async (reference: string): Promise<Digest | undefined> => {
      const digest = Object.hasOwn(kept, reference) ? kept[reference] : undefined;
      return digest !== undefined && isDigest(digest) ? digest : resolve(reference);
    };
    const source = await sourceFor(origin, build, { resolve, bundle, baseDigest });
    const signatures = signature === 'wanted' ? 'one' : signature;
    const canary = origin.kind === 'canary' ? { canary: origin.canary } : {};
    const manifests = origin.kind === 'verifier' ? 'one' : 'any';
    images.push({ name, repository, source, signatures, manifests, ...canary });
  }
  checkArguments(given, images);
  return images;
};

/** Resolves sources by inspecting their manifests. */
export const resolvingBy =
  (inspect: (reference: string) => Promise<{ readonly digest: Digest } | undefined>): ResolveSource =>
  async (reference) => {
    const found = await inspect(reference);
    if (found !== undefined) return found.digest;
    throw new ToolFailure(
      'refused',
      `${reference}: the image does not exist: fix the deployment file, the Dockerfile or the build argument that names it`,
    );
  };
