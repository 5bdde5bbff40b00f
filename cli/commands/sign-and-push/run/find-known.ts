import type { RemoteManifest } from '../../../../adapters/builders/builder';
import { isSigned } from '../../../shared/signing/ensure-signed';
import type { ImagePlan } from '../plan';
import { findSbom } from '../sbom/attach-sbom';
import { canaryToolsOf, wasSigned } from './canary-signatures';
import { findExpected } from './push-image';
import type { RunTools } from './run-tools';

/**
 * Whether a digest that only the lock vouches for may be signed without building it again. Anyone who may edit the lock chooses that digest,
 * so it needs a signature that the profile made before, by whichever version.
 */
const isProven = async (
  { image }: ImagePlan,
  manifest: RemoteManifest,
  { verify, verifyByProfile, canary }: RunTools,
): Promise<boolean> => {
  const { repository, signatures } = image;
  switch (signatures) {
    case 'none':
      return true;
    case 'one':
      return (await isSigned(repository, manifest, verify)) || isSigned(repository, manifest, verifyByProfile);
    case 'foreign':
      return isSigned(repository, manifest, canaryToolsOf(image, canary).foreign.verify);
    case 'revoked':
      return wasSigned(repository, manifest, verifyByProfile);
  }
};

/** What the registry has of an image that the lock knows. */
export interface KnownImage {
  readonly manifest: RemoteManifest;
  readonly sbom: RemoteManifest | undefined;
  /** Whether all of it may be signed without building it again. */
  readonly proven: boolean;
}

/**
 * What the registry has of the image that the lock names; undefined when it has nothing.
 * @throws ToolFailure when the tag, or the SBOM's digest, names something else.
 */
export const findKnown = async (plan: ImagePlan, tools: RunTools): Promise<KnownImage | undefined> => {
  const { known, destination, image } = plan;
  const { source } = image;
  if (known === undefined) return undefined;
  const expected = source.kind === 'copy' ? (source.digest ?? '') : known.digest;
  const manifest = await findExpected(destination, expected, tools);
  if (manifest === undefined) return undefined;
  // A copy was just compared with its source.
  if (source.kind === 'copy') return { manifest, sbom: undefined, proven: true };
  const sbom = await findSbom(plan, manifest, tools);
  const proven = (await isProven(plan, manifest, tools)) && (sbom === undefined || (await isProven(plan, sbom, tools)));
  return { manifest, sbom, proven };
};
