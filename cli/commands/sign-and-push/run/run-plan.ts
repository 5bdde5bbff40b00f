import type { RemoteManifest } from '../../../../adapters/builders/builder';
import type { LockedImage } from '../../../../contracts/lock/lock';
import { ToolFailure } from '../../../shared/failure';
import { formatBytes } from '../../../shared/progress';
import { ensureSigned, ensureUnsigned } from '../../../shared/signing/ensure-signed';
import type { ImagePlan } from '../plan';
import { attachSbom, sbomSource } from '../sbom/attach-sbom';
import { canaryToolsOf, checkCanary, ensureForeign, ensureRevoked } from './canary-signatures';
import { findKnown } from './find-known';
import { pushImage } from './push-image';
import type { RunTools } from './run-tools';

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

const checkManifests = ({ image, destination }: ImagePlan, { platforms, digest }: RemoteManifest): void => {
  if (image.manifests === 'any' || platforms === undefined) return;
  throw new ToolFailure(
    'failed',
    `${destination}: expected one manifest, since Lambda rejects an index, found the index ${digest}: build without provenance and SBOM`,
  );
};

/** Makes sure that a manifest is signed, or unsigned, as the plan wants it; returns how many signatures were made. */
const signAsWanted = async ({ image }: ImagePlan, manifest: RemoteManifest, tools: RunTools): Promise<number> => {
  const { repository, signatures } = image;
  switch (signatures) {
    case 'none':
      await ensureUnsigned(repository, manifest, tools);
      return 0;
    case 'foreign':
      return ensureForeign(image, manifest, tools);
    case 'revoked':
      return ensureRevoked(image, manifest, tools);
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

/** The same; a canary image must then also get the answer that it is for. */
const ensureSignatures = async (plan: ImagePlan, manifest: RemoteManifest, tools: RunTools): Promise<number> => {
  const signedNow = await signAsWanted(plan, manifest, tools);
  await checkCanary(plan.image, manifest, tools);
  return signedNow;
};

/** The profile version that signed an image; null if none did. `signedNow`: how many signatures this run made. */
const signedBy = (
  { image, known }: ImagePlan,
  signedNow: number,
  { signer, canary }: RunTools,
): LockedImage['profileVersionArn'] => {
  switch (image.signatures) {
    case 'none':
      return null;
    case 'one':
      return signer.profileVersionArn;
    // A new version of the profile does not sign it again.
    case 'revoked':
      return signedNow === 0 && known !== undefined ? known.profileVersionArn : signer.profileVersionArn;
    case 'foreign':
      return canaryToolsOf(image, canary).foreign.signer.profileVersionArn;
  }
};

/** Makes sure that the SBOM is attached and signed; `found` is the one that may be signed as it is. */
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

const basesOf = ({ source }: ImagePlan['image']): Pick<LockedImage, 'bases'> => {
  const bases = source.kind === 'build' ? source.bases : [];
  if (bases.length === 0) return {};
  return { bases: Object.fromEntries(bases.map(({ reference, digest }) => [reference, digest ?? ''])) };
};

/**
 * Makes sure that one image is in its repository, signed, verified, and with its SBOM. Only what this run built, or copied and compared, or
 * what the signing profile signed before gets a signature (docs/adr/0021).
 * @throws ToolFailure or ToolError; then nothing about this image may be locked.
 */
export const runPlan = async (plan: ImagePlan, tools: RunTools): Promise<ImageResult> => {
  const { image, inputs, tag } = plan;
  if (inputs === undefined || tag === undefined) throw new Error(`${image.name}: a plan without inputs cannot be run`);
  const known = await findKnown(plan, tools);
  // An SBOM is made from a build. A missing one means building again, which must give the image that is already in the registry.
  const withoutSbom = sbomSource(image) !== undefined && known?.sbom === undefined;
  const reused = known?.proven === true && !withoutSbom;
  const manifest = reused ? known.manifest : await pushImage(plan, tools);
  checkManifests(plan, manifest);
  const pushed = manifest.digest !== known?.manifest.digest;
  if (pushed) tools.progress.say(`${manifest.digest}, ${sizeOf(manifest)}`);
  const signedNow = await ensureSignatures(plan, manifest, tools);
  const sbom = await ensureSbom(plan, { manifest, found: reused ? known.sbom : undefined }, tools);
  const profileVersionArn = signedBy(plan, signedNow, tools);
  const { repository } = image;
  const { digest } = manifest;
  const locked = { repository, tag, digest, inputs, profileVersionArn, ...basesOf(image), ...sbom.locked };
  if (pushed) return { locked, done: 'pushed' };
  if (withoutSbom) return { locked, done: 'sbom-attached' };
  return { locked, done: signedNow + sbom.signedNow > 0 ? 'signed' : 'nothing' };
};
