import { screenEnvelope, type FetchedSignature, type SignatureToVerify } from '../../../verification';
import { IMAGE, PROFILE } from './a-signature';

/** A signature that passed screening, with its image. */
export const toCandidate = (fetched: FetchedSignature, signer = PROFILE.arn): SignatureToVerify => {
  const candidate = screenEnvelope(fetched.envelope, { image: IMAGE.digest, signers: [signer] });
  if (candidate.kind !== 'candidate') throw new Error(`expected a candidate: ${candidate.detail}`);
  return { ...fetched, image: IMAGE, candidate };
};
