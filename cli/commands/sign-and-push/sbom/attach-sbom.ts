import type { Builder, RemoteManifest } from '../../../../adapters/builders/builder';
import { ToolFailure } from '../../../shared/failure';
import type { AttachArtifact } from '../../../../adapters/oci/attach-artifact';
import type { BundledPackage } from './bundled-packages';
import { SBOM_TYPE } from './sbom';
import type { BuildRecipe } from '../images/image-inputs';
import { makeSbom, PROGRAMS_STAGE } from './make-sbom';
import type { ImagePlan, WantedImage } from '../plan';
import { formatBytes, type Progress } from '../../../shared/progress';
import { toImageBuild } from '../images/stage-build';

/** What looking for and attaching an SBOM needs. */
export interface SbomTools {
  readonly builder: Builder;
  readonly attach: AttachArtifact;
  readonly scratch: string;
  readonly progress: Progress;
}

interface SbomSource {
  readonly recipe: BuildRecipe;
  readonly packages: readonly BundledPackage[];
}

/** What an image's SBOM is made from; undefined where none is wanted. */
export const sbomSource = ({ source }: WantedImage): SbomSource | undefined =>
  source.kind === 'build' && source.packages !== undefined ? { recipe: source, packages: source.packages } : undefined;

/** The SBOM that the lock tells of, as the registry still keeps it. */
export const findSbom = async (
  { image, known }: ImagePlan,
  { builder }: Pick<SbomTools, 'builder'>,
): Promise<RemoteManifest | undefined> =>
  known?.sbom === undefined ? undefined : builder.inspect(`${image.repository}@${known.sbom}`);

/**
 * Makes the SBOM of an image that was just built and attaches it to what the registry keeps.
 * @throws ToolFailure when it cannot.
 */
export const attachSbom = async (
  { image }: ImagePlan,
  { recipe, packages, digest }: SbomSource & Pick<RemoteManifest, 'digest'>,
  { builder, attach, scratch, progress }: SbomTools,
): Promise<RemoteManifest> => {
  const subject = `${image.repository}@${digest}`;
  const build = await toImageBuild(image.name, recipe, scratch);
  const programs = await builder.exportStage(build, PROGRAMS_STAGE);
  const content = await makeSbom({ name: image.repository, digest, recipe, packages }, programs);
  const attached = await progress.step({
    doing: 'attaching the SBOM',
    work: () => attach(subject, { content, mediaType: SBOM_TYPE }),
    done: (sbom) => `attached the SBOM ${sbom}, ${formatBytes(Buffer.byteLength(content))}`,
  });
  const manifest = await builder.inspect(`${image.repository}@${attached}`);
  if (manifest !== undefined) return manifest;
  throw new ToolFailure(
    'temporary',
    `${subject}: the registry does not know the SBOM that was just attached: run this again`,
  );
};
