import type { VerifiedContainer } from '../../../verification';
import type { WorkTools } from '../../shared/interruption';
import {
  containerVerifier,
  type ExplainedContainer,
  type VerifierTools,
} from '../../shared/verification/container-verifier';

/** The images to verify, and what they are verified with. */
export interface ImagesToVerify extends VerifierTools, Pick<WorkTools, 'throwIfInterrupted'> {
  readonly images: readonly string[];
  readonly onVerified: (verified: VerifiedContainer) => void;
}

/** Verifies images with the same engine as the functions, and returns the verdicts in the order of the images. */
export const verifyImages = async (wanted: ImagesToVerify): Promise<readonly ExplainedContainer[]> => {
  const { images, onVerified, throwIfInterrupted } = wanted;
  const verify = containerVerifier(wanted);
  const verifyOne = async (image: string): Promise<ExplainedContainer> => {
    const verified = await verify({ name: image, image, imageDigest: null });
    throwIfInterrupted();
    onVerified(verified);
    return verified;
  };
  return Promise.all(images.map(verifyOne));
};
