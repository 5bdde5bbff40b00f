import {
  hasSample,
  lockedReference,
  SAMPLE_VARIANTS,
  sampleImage,
  verifierImage,
} from '../../../contracts/deployment/deployment-images';
import type { LockedDeployment } from '../../../contracts/deployment/read-deployment';
import type { StackIds } from '../../../contracts/naming/resource-names';

/** The stacks that run an image that the lock does not name, as before the first sign-and-push. */
export const stacksWithoutImages = ({
  deployment,
  lock,
}: Pick<LockedDeployment, 'deployment' | 'lock'>): readonly (keyof StackIds)[] => {
  const sampleImages = hasSample(deployment) ? SAMPLE_VARIANTS.map((variant) => sampleImage(deployment, variant)) : [];
  const lacks = (image: ReturnType<typeof verifierImage>): boolean => lockedReference(image, lock) === undefined;
  return [
    ...(lacks(verifierImage(deployment)) ? (['verifier'] as const) : []),
    ...(sampleImages.some(lacks) ? (['sample'] as const) : []),
  ];
};
