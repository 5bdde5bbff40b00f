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

/** Where an image comes from. */
export type ImageOrigin =
  | { readonly kind: 'verifier' }
  | { readonly kind: 'copy'; readonly from: string }
  | { readonly kind: 'build'; readonly directory: string; readonly variant: SampleVariant };

/** One image of a deployment. */
export interface DeploymentImage {
  readonly name: ImageName;
  /** The URI of the image's repository. */
  readonly repository: string;
  readonly origin: ImageOrigin;
  /** Whether the image is signed, or left unsigned on purpose. */
  readonly signature: 'wanted' | 'none';
}

/** The image that the Lambda functions run from. */
export const verifierImage = (deployment: Deployment): DeploymentImage => ({
  name: 'verifier',
  repository: repositoryUri(deployment, deployment.signing.repositories.verifier),
  origin: { kind: 'verifier' },
  signature: 'wanted',
});

/**
 * A sample image. Each variant has a repository of its own: copies of one image have the same digest, and a signature
 * applies to one digest in one repository.
 */
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

/** Every image of a deployment: the verifier's, and those of the sample if it has one. */
export const deploymentImages = (deployment: Deployment): readonly DeploymentImage[] => [
  verifierImage(deployment),
  ...(hasSample(deployment) ? SAMPLE_VARIANTS.map((variant) => sampleImage(deployment, variant)) : []),
];

/**
 * The reference by digest of an image, from the lock. Undefined if the lock has no such image, has it in another
 * repository, or has it unsigned although it must be signed.
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
