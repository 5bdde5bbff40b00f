import { repositoryUri } from '../naming/resource-arns';
import type { Deployment } from './deployment';
import { CANARY_KINDS, type CanaryKind } from '../../verification/canary/canary';
import type { Lock } from '../lock/lock';
import { sampleNames } from '../naming/resource-names';

/** The names that a deployment's images have in its lock. */
export type ImageName = 'verifier' | `sample-${SampleVariant}` | `canary-${CanaryKind}`;

/** The two sample images: one that is signed, and one that is left unsigned on purpose. */
export const SAMPLE_VARIANTS = ['signed', 'unsigned'] as const;

/** One of the two sample images. */
export type SampleVariant = (typeof SAMPLE_VARIANTS)[number];

/** A deployment that has a sample. */
export type SampleDeployment = Deployment & Required<Pick<Deployment, 'sample'>>;

/** A deployment that has canary images. */
export type CanaryDeployment = Deployment & Required<Pick<Deployment, 'canary'>>;

/** Where an image comes from. */
export type ImageOrigin =
  | { readonly kind: 'verifier' }
  | { readonly kind: 'canary'; readonly canary: CanaryKind }
  | { readonly kind: 'copy'; readonly from: string }
  | { readonly kind: 'build'; readonly directory: string; readonly variant: SampleVariant };

/** One image of a deployment. */
export interface DeploymentImage {
  readonly name: ImageName;
  /** The URI of the image's repository. */
  readonly repository: string;
  readonly origin: ImageOrigin;
  /**
   * Whether the image is signed; left unsigned on purpose; signed by the profile that is not trusted; or signed by the
   * trusted profile, with the signature revoked.
   */
  readonly signature: 'wanted' | 'none' | 'foreign' | 'revoked';
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

const CANARY_SIGNATURES = {
  good: 'wanted',
  unsigned: 'none',
  foreign: 'foreign',
  revoked: 'revoked',
} as const satisfies Readonly<Record<CanaryKind, DeploymentImage['signature']>>;

/** A canary image. All kinds are in one repository, and each has a digest of its own. */
export const canaryImage = (deployment: CanaryDeployment, kind: CanaryKind): DeploymentImage => ({
  name: `canary-${kind}`,
  repository: repositoryUri(deployment, deployment.canary.repository),
  origin: { kind: 'canary', canary: kind },
  signature: CANARY_SIGNATURES[kind],
});

/** Whether a deployment has canary images. */
export const hasCanary = (deployment: Deployment): deployment is CanaryDeployment => deployment.canary !== undefined;

/** Whether a deployment has a sample. */
export const hasSample = (deployment: Deployment): deployment is SampleDeployment => deployment.sample !== undefined;

/** Every image of a deployment: the verifier's, and those of the sample and the canary images if it has any. */
export const deploymentImages = (deployment: Deployment): readonly DeploymentImage[] => [
  verifierImage(deployment),
  ...(hasSample(deployment) ? SAMPLE_VARIANTS.map((variant) => sampleImage(deployment, variant)) : []),
  ...(hasCanary(deployment) ? CANARY_KINDS.map((kind) => canaryImage(deployment, kind)) : []),
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
  if (signature !== 'none' && locked.profileVersionArn === null) return undefined;
  return `${repository}@${locked.digest}`;
};
