import { repositoryUri } from '../naming/resource-arns';
import type { Deployment } from './deployment';
import type { Lock } from '../lock/lock';
import { sampleNames } from '../naming/resource-names';

/** The names that a deployment's images have in its lock. */
export type ImageName = 'verifier' | `sample-${SampleVariant}`;

/** The two sample images: one that is signed, and one that is left unsigned on purpose. */
export const SAMPLE_VARIANTS = ['signed', 'unsigned'] as const;

/** One of the two sample images. */
export type SampleVariant = (typeof SAMPLE_VARIANTS)[number];

/** A deployment that has a sample. */
export type SampleDeployment = Deployment & Required<Pick<Deployment, 'sample'>>;

/** How a deployment comes by an image. */
export type ImageOrigin =
  | { readonly kind: 'verifier' }
  | { readonly kind: 'copy'; readonly from: string }
  | { readonly kind: 'build'; readonly directory: string; readonly variant: SampleVariant };

/** One image that a deployment needs. */
export interface DeploymentImage {
  readonly name: ImageName;
  /** The URI of the repository that it belongs in. */
  readonly repository: string;
  readonly origin: ImageOrigin;
  /** Whether it is to be signed, or left unsigned on purpose. */
  readonly signature: 'wanted' | 'none';
}

/** The image of the functions themselves. */
export const verifierImage = (deployment: Deployment): DeploymentImage => ({
  name: 'verifier',
  repository: repositoryUri(deployment, deployment.signing.repositories.verifier),
  origin: { kind: 'verifier' },
  signature: 'wanted',
});

/** What the sample runs, in a repository for each variant: copies of one image have one digest, and a signature belongs to repository and digest. */
export const sampleImage = (deployment: SampleDeployment, variant: SampleVariant): DeploymentImage => {
  const { image } = deployment.sample;
  return {
    name: `sample-${variant}`,
    repository: repositoryUri(deployment, sampleNames(deployment)[variant].repository),
    origin: 'copy' in image ? { kind: 'copy', from: image.copy } : { kind: 'build', directory: image.build, variant },
    signature: variant === 'signed' ? 'wanted' : 'none',
  };
};

/** Whether a deployment has a sample. */
export const hasSample = (deployment: Deployment): deployment is SampleDeployment => deployment.sample !== undefined;

/** Every image that a deployment needs: its own, and those of its sample where it has one. */
export const deploymentImages = (deployment: Deployment): readonly DeploymentImage[] => [
  verifierImage(deployment),
  ...(hasSample(deployment) ? SAMPLE_VARIANTS.map((variant) => sampleImage(deployment, variant)) : []),
];

/**
 * The reference, by digest, that a lock gives for an image of the deployment; undefined where the lock has none, or one of another repository,
 * or an unsigned one that should be signed.
 */
export const lockedReference = (
  { name, repository, signature }: DeploymentImage,
  { images }: Lock,
): string | undefined => {
  const locked = Object.hasOwn(images, name) ? images[name] : undefined;
  if (locked?.repository !== repository) return undefined;
  if (signature === 'wanted' && locked.profileVersionArn === null) return undefined;
  return `${repository}@${locked.digest}`;
};
