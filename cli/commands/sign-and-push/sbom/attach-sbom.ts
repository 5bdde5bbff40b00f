import type { Builder, RemoteManifest } from '../../../../adapters/builders/builder';
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

/** The manifest of the SBOM that the lock names; undefined when the lock or the registry has none. */
export const findSbom = async (
  { image, known }: ImagePlan,
  { builder }: Pick<SbomTools, 'builder'>,
): Promise<RemoteManifest | undefined> =>
  known?.sbom === undefined ? undefined : builder.inspect(`${image.repository}@${known.sbom}`);

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
  if (manifest !== undefined) return manifest;
  throw new ToolFailure(
    'temporary',
    `${subject}: the registry does not have the SBOM that was just attached: run this again`,
  );
};
