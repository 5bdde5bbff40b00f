import type { BuiltImage, RemoteManifest } from '../../../../adapters/builders/builder';
import { ToolFailure } from '../../../shared/failure';
import type { LockedImage } from '../../../../contracts/lock/lock';
import { attachSbom, findSbom, sbomSource, type SbomTools } from '../sbom/attach-sbom';
import { ensureSigned, ensureUnsigned, type SigningTools } from '../../../shared/signing/ensure-signed';
import { pinnedSource, type BuildRecipe, type CopySource } from '../images/image-inputs';
import type { ImagePlan } from '../plan';
import type { Signer } from '../../../shared/signing/signer';
import { formatBytes } from '../../../shared/progress';
import { toImageBuild } from '../images/stage-build';

/** What running a plan needs. */
export interface RunTools extends SigningTools, SbomTools {
  readonly signer: Signer;
}

/** What became of one image. */
export interface ImageResult {
  readonly locked: LockedImage;
  /**
   * `nothing`: it was there and signed; `signed`: it was there, its signature was not; `described`: it was there, its SBOM was not;
   * `pushed`: it was not there.
   */
  readonly done: 'nothing' | 'signed' | 'described' | 'pushed';
}

const sizeOf = ({ platforms, bytes }: RemoteManifest): string =>
  platforms === undefined ? formatBytes(bytes) : `an index of ${platforms.length} platforms`;

const lookUp = async (reference: string, { builder }: RunTools): Promise<RemoteManifest> => {
  const manifest = await builder.inspect(reference);
  if (manifest !== undefined) return manifest;
  throw new ToolFailure('temporary', `${reference}: the registry does not know what was just pushed: run this again`);
};

const checkManifests = ({ image, destination }: ImagePlan, { platforms, digest }: RemoteManifest): void => {
  if (image.manifests === 'any' || platforms === undefined) return;
  throw new ToolFailure(
    'failed',
    `${destination}: expected one manifest, since Lambda takes no index, found the index ${digest}: build without provenance and SBOM`,
  );
};

/**
 * What the tag names now, when it is the image that belongs there. Another one is refused even where tags could be moved: whose it is
 * is not known, and it would be signed.
 */
const expectedAt = async (
  destination: string,
  wanted: string,
  { builder }: RunTools,
): Promise<RemoteManifest | undefined> => {
  const found = await builder.inspect(destination);
  if (found === undefined || found.digest === wanted) return found;
  throw new ToolFailure(
    'refused',
    `${destination}: expected ${wanted}, found that the tag already names ${found.digest}, so somebody else pushed it, or an earlier run from other bases: look at it, delete it from the repository, then run this again`,
  );
};

const build = async ({ image }: ImagePlan, recipe: BuildRecipe, tools: RunTools): Promise<BuiltImage> => {
  const { builder, progress, scratch } = tools;
  const wanted = await toImageBuild(image.name, recipe, scratch);
  return progress.step({
    doing: `building with ${builder.name}`,
    work: () => builder.build(wanted),
    done: ({ bytes }) => `built ${formatBytes(bytes)}`,
  });
};

const buildAndPush = async (plan: ImagePlan, recipe: BuildRecipe, tools: RunTools): Promise<RemoteManifest> => {
  const { destination, image } = plan;
  const built = await build(plan, recipe, tools);
  const there = built.digest === undefined ? undefined : await expectedAt(destination, built.digest, tools);
  if (there !== undefined) return there;
  const digest = await tools.progress.step({
    doing: `pushing ${formatBytes(built.bytes)} to ${destination}`,
    work: () => tools.builder.push(built, destination),
    done: () => `pushed ${formatBytes(built.bytes)} to ${destination}`,
  });
  return lookUp(`${image.repository}@${digest}`, tools);
};

const copy = async (
  { image, destination }: ImagePlan,
  source: CopySource,
  tools: RunTools,
): Promise<RemoteManifest> => {
  const there = await expectedAt(destination, source.digest ?? '', tools);
  if (there !== undefined) return there;
  const digest = await tools.progress.step({
    doing: `copying ${source.from}`,
    work: () => tools.builder.copy(pinnedSource(source), destination),
    done: () => `copied ${source.from} to ${destination}`,
  });
  return lookUp(`${image.repository}@${digest}`, tools);
};

const bringThere = (plan: ImagePlan, tools: RunTools): Promise<RemoteManifest> => {
  const { source } = plan.image;
  switch (source.kind) {
    case 'build':
      return buildAndPush(plan, source, tools);
    case 'copy':
      return copy(plan, source, tools);
  }
};

const trust = async ({ image }: ImagePlan, manifest: RemoteManifest, tools: RunTools): Promise<number> => {
  const { repository, signatures } = image;
  switch (signatures) {
    case 'none':
      await ensureUnsigned(repository, manifest, tools);
      return 0;
    case 'one': {
      const { now } = await tools.progress.step({
        doing: 'signing and verifying',
        work: () => ensureSigned(repository, manifest, tools),
        done: (counts) => `${counts.before} signed before, ${counts.now} signed now, all verified`,
      });
      return now;
    }
  }
};

/** The SBOM of an image, attached and signed; `found` is the one that was there before. */
const describe = async (
  plan: ImagePlan,
  { manifest, found }: { readonly manifest: RemoteManifest; readonly found: RemoteManifest | undefined },
  tools: RunTools,
): Promise<{ readonly locked: Pick<LockedImage, 'sbom'>; readonly signedNow: number }> => {
  const source = sbomSource(plan.image);
  if (source === undefined) return { locked: {}, signedNow: 0 };
  const sbom = found ?? (await attachSbom(plan, { ...source, digest: manifest.digest }, tools));
  return { locked: { sbom: sbom.digest }, signedNow: await trust(plan, sbom, tools) };
};

/**
 * Sees to it that one image is where the plan wants it, signed, verified and described; what the lock says is looked at first.
 * @throws ToolFailure, after which nothing about this image may be locked.
 */
export const runPlan = async (plan: ImagePlan, tools: RunTools): Promise<ImageResult> => {
  const { image, inputs, tag, known, destination } = plan;
  if (inputs === undefined || tag === undefined) throw new Error(`${image.name}: a plan without inputs cannot be run`);
  const there = known && (await expectedAt(destination, known.digest, tools));
  const found = there && (await findSbom(plan, tools));
  // An SBOM is made of what was built: one that is missing means building again, which must give the very image that is there.
  const undescribed = sbomSource(image) !== undefined && found === undefined;
  const manifest = there === undefined || undescribed ? await bringThere(plan, tools) : there;
  checkManifests(plan, manifest);
  if (there === undefined) tools.progress.say(`${manifest.digest}, ${sizeOf(manifest)}`);
  const signedNow = await trust(plan, manifest, tools);
  const described = await describe(plan, { manifest, found }, tools);
  const profileVersionArn = image.signatures === 'none' ? null : tools.signer.profileVersionArn;
  const { repository } = image;
  const locked = { repository, tag, digest: manifest.digest, inputs, profileVersionArn, ...described.locked };
  if (there === undefined) return { locked, done: 'pushed' };
  if (undescribed) return { locked, done: 'described' };
  return { locked, done: signedNow + described.signedNow > 0 ? 'signed' : 'nothing' };
};
