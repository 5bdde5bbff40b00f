import type { Builder, RemoteManifest } from '../../../../adapters/builders/builder';
import type { Digest } from '../../../../verification';
import { ToolFailure } from '../../../shared/failure';
import type { AttachArtifact } from '../../../../adapters/oci/attach-artifact';
import type { BundledFunction } from './bundled-packages';
import { SBOM_TYPE } from './sbom';
import type { BuildRecipe } from '../images/image-inputs';
import { makeSbom, PROGRAMS_STAGE } from './make-sbom';
import type { ImagePlan, WantedImage } from '../plan';
import { formatBytes, type Progress } from '../../../shared/progress';
import { toImageBuild } from '../images/stage-build';

/** What finding and attaching an SBOM needs. */
export interface SbomTools {
  readonly builder: Builder;
  readonly attach: AttachArtifact;
  readonly scratch: string;
  readonly progress: Progress;
}

interface SbomSource {
  readonly recipe: BuildRecipe;
  readonly bundles: readonly BundledFunction[];
}

/** What an image's SBOM is made from; undefined for an image that gets none. */
export const sbomSource = ({ source }: WantedImage): SbomSource | undefined =>
  source.kind === 'build' && source.bundles !== undefined ? { recipe: source, bundles: source.bundles } : undefined;

/** Whatever is signed as an SBOM must be one, and of this image: anyone who may edit the lock chooses the digest in it. */
const checkSbom = (reference: string, sbom: RemoteManifest, image: Digest): void => {
  if (sbom.artifactType === SBOM_TYPE && sbom.subject === image && sbom.platforms === undefined) return;
  throw new ToolFailure(
    'refused',
    `${reference}: expected an SBOM (${SBOM_TYPE}) of ${image}, found ${sbom.artifactType ?? 'no artifact type'} of ${sbom.subject ?? 'no image'}: someone changed the lock; restore it from version control`,
  );
};

/**
 * The manifest of the SBOM of an image that the lock names; undefined when the lock or the registry has none.
 * @throws ToolFailure when the lock names something else.
 */
export const findSbom = async (
  { image, known }: ImagePlan,
  { digest }: Pick<RemoteManifest, 'digest'>,
  { builder }: Pick<SbomTools, 'builder'>,
): Promise<RemoteManifest | undefined> => {
  if (known?.sbom === undefined) return undefined;
  const reference = `${image.repository}@${known.sbom}`;
  const found = await builder.inspect(reference);
  if (found !== undefined) checkSbom(reference, found, digest);
  return found;
};

/**
 * Makes the SBOM of an image that was just built and attaches it to the image in the registry.
 * @throws ToolFailure when the SBOM cannot be made or attached.
 */
export const attachSbom = async (
  { image }: ImagePlan,
  { recipe, bundles, digest }: SbomSource & Pick<RemoteManifest, 'digest'>,
  { builder, attach, scratch, progress }: SbomTools,
): Promise<RemoteManifest> => {
  const subject = `${image.repository}@${digest}`;
  const build = await toImageBuild(image.name, recipe, scratch);
  const programs = await builder.exportStage(build, PROGRAMS_STAGE);
  const content = await makeSbom({ name: image.repository, digest, recipe, bundles }, programs);
  const attached = await progress.step({
    doing: 'attaching the SBOM',
    work: () => attach(subject, { content, mediaType: SBOM_TYPE }),
    done: (sbom) => `attached the SBOM ${sbom}, ${formatBytes(Buffer.byteLength(content))}`,
  });
  const manifest = await builder.inspect(`${image.repository}@${attached}`);
  if (manifest !== undefined) {
    checkSbom(`${image.repository}@${attached}`, manifest, digest);
    return manifest;
  }
  throw new ToolFailure(
    'temporary',
    `${subject}: the registry does not have the SBOM that was just attached: run this again`,
  );
};
