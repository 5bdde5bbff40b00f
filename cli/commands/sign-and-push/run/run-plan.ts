import type { BuiltImage, RemoteManifest } from '../../../../adapters/builders/builder';
import type { LockedImage } from '../../../../contracts/lock/lock';
import { ToolFailure } from '../../../shared/failure';
import { formatBytes } from '../../../shared/progress';
import { ensureSigned, ensureUnsigned, type SigningTools } from '../../../shared/signing/ensure-signed';
import type { Signer } from '../../../shared/signing/signer';
import { pinnedSource, type BuildRecipe, type CopySource } from '../images/image-inputs';
import { toImageBuild } from '../images/stage-build';
import type { ImagePlan } from '../plan';
import { attachSbom, findSbom, sbomSource, type SbomTools } from '../sbom/attach-sbom';

/** What running a plan uses. */
export interface RunTools extends SigningTools, SbomTools {
  readonly signer: Signer;
}

/** What was done about one image. */
export interface ImageResult {
  readonly locked: LockedImage;
  /**
   * `nothing`: the image, its signatures and its SBOM were in the registry; `signed`: only a signature was missing; `sbom-attached`: only the
   * SBOM was missing; `pushed`: the image was missing.
   */
  readonly done: 'nothing' | 'signed' | 'sbom-attached' | 'pushed';
}

const sizeOf = ({ platforms, bytes }: RemoteManifest): string =>
  platforms === undefined ? formatBytes(bytes) : `an index of ${platforms.length} platforms`;

const inspectPushed = async (reference: string, { builder }: RunTools): Promise<RemoteManifest> => {
  const manifest = await builder.inspect(reference);
  if (manifest !== undefined) return manifest;
  throw new ToolFailure(
    'temporary',
    `${reference}: the registry does not have the image that was just pushed: run this again`,
  );
};

const checkManifests = ({ image, destination }: ImagePlan, { platforms, digest }: RemoteManifest): void => {
  if (image.manifests === 'any' || platforms === undefined) return;
  throw new ToolFailure(
    'failed',
    `${destination}: expected one manifest, since Lambda rejects an index, found the index ${digest}: build without provenance and SBOM`,
  );
};

/**
 * The manifest that the tag names now, if it is the expected one. Any other is refused, even where tags are mutable: its origin is unknown,
 * and it would be signed.
 */
const findExpected = async (
  destination: string,
  expected: string,
  { builder }: RunTools,
): Promise<RemoteManifest | undefined> => {
  const found = await builder.inspect(destination);
  if (found === undefined || found.digest === expected) return found;
  throw new ToolFailure(
    'refused',
    `${destination}: expected ${expected}, found that the tag already names ${found.digest}: either someone else pushed it, or an earlier run built it from other base images; inspect it, delete it from the repository, then run this again`,
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
  const existing = built.digest === undefined ? undefined : await findExpected(destination, built.digest, tools);
  if (existing !== undefined) return existing;
  const digest = await tools.progress.step({
    doing: `pushing ${formatBytes(built.bytes)} to ${destination}`,
    work: () => tools.builder.push(built, destination),
    done: () => `pushed ${formatBytes(built.bytes)} to ${destination}`,
  });
  return inspectPushed(`${image.repository}@${digest}`, tools);
};

const copy = async (
  { image, destination }: ImagePlan,
  source: CopySource,
  tools: RunTools,
): Promise<RemoteManifest> => {
  const existing = await findExpected(destination, source.digest ?? '', tools);
  if (existing !== undefined) return existing;
  const digest = await tools.progress.step({
    doing: `copying ${source.from}`,
    work: () => tools.builder.copy(pinnedSource(source), destination),
    done: () => `copied ${source.from} to ${destination}`,
  });
  return inspectPushed(`${image.repository}@${digest}`, tools);
};

const push = (plan: ImagePlan, tools: RunTools): Promise<RemoteManifest> => {
  const { source } = plan.image;
  switch (source.kind) {
    case 'build':
      return buildAndPush(plan, source, tools);
    case 'copy':
      return copy(plan, source, tools);
  }
};

/** Makes sure that a manifest is signed, or unsigned, as the plan wants it; returns how many signatures were made. */
const ensureSignatures = async ({ image }: ImagePlan, manifest: RemoteManifest, tools: RunTools): Promise<number> => {
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

/** Makes sure that the SBOM is attached and signed; `found` is the one that the registry already has. */
const ensureSbom = async (
  plan: ImagePlan,
  { manifest, found }: { readonly manifest: RemoteManifest; readonly found: RemoteManifest | undefined },
  tools: RunTools,
): Promise<{ readonly locked: Pick<LockedImage, 'sbom'>; readonly signedNow: number }> => {
  const source = sbomSource(plan.image);
  if (source === undefined) return { locked: {}, signedNow: 0 };
  const sbom = found ?? (await attachSbom(plan, { ...source, digest: manifest.digest }, tools));
  return { locked: { sbom: sbom.digest }, signedNow: await ensureSignatures(plan, sbom, tools) };
};

/**
 * Makes sure that one image is in its repository, signed, verified, and with its SBOM. What the lock knows is checked first.
 * @throws ToolFailure or ToolError; then nothing about this image may be locked.
 */
export const runPlan = async (plan: ImagePlan, tools: RunTools): Promise<ImageResult> => {
  const { image, inputs, tag, known, destination } = plan;
  if (inputs === undefined || tag === undefined) throw new Error(`${image.name}: a plan without inputs cannot be run`);
  const existing = known && (await findExpected(destination, known.digest, tools));
  const found = existing && (await findSbom(plan, tools));
  // An SBOM is made from a build. A missing one means building again, which must give the image that is already in the registry.
  const withoutSbom = sbomSource(image) !== undefined && found === undefined;
  const manifest = existing === undefined || withoutSbom ? await push(plan, tools) : existing;
  checkManifests(plan, manifest);
  if (existing === undefined) tools.progress.say(`${manifest.digest}, ${sizeOf(manifest)}`);
  const signedNow = await ensureSignatures(plan, manifest, tools);
  const sbom = await ensureSbom(plan, { manifest, found }, tools);
  const profileVersionArn = image.signatures === 'none' ? null : tools.signer.profileVersionArn;
  const { repository } = image;
  const locked = { repository, tag, digest: manifest.digest, inputs, profileVersionArn, ...sbom.locked };
  if (existing === undefined) return { locked, done: 'pushed' };
  if (withoutSbom) return { locked, done: 'sbom-attached' };
  return { locked, done: signedNow + sbom.signedNow > 0 ? 'signed' : 'nothing' };
};
