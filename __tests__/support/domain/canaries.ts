import {
  CANARY_KINDS,
  CANARY_POLICY,
  serviceFailed,
  type Canaries,
  type CanaryKind,
  type LoadedTrust,
  type Verdict,
  type VerifyImage,
} from '../../../verification';
import { aLoadedTrust, anUntrusted, aTrusted, digestOf, ECR, SIGNER, type TrustDocumentFields } from './domain';

const REPOSITORY = `${ECR}/dev-canary`;

const DIGESTS = { good: digestOf('1'), unsigned: digestOf('2'), foreign: digestOf('3'), revoked: digestOf('4') };

/** Four canary images. */
export const CANARIES: Canaries = {
  good: `${REPOSITORY}@${DIGESTS.good}`,
  unsigned: `${REPOSITORY}@${DIGESTS.unsigned}`,
  foreign: `${REPOSITORY}@${DIGESTS.foreign}`,
  revoked: `${REPOSITORY}@${DIGESTS.revoked}`,
};

/** A trust document with the policy for canary images. */
export const aCanaryTrust = (overrides: TrustDocumentFields = {}): LoadedTrust =>
  aLoadedTrust({ policies: { [CANARY_POLICY]: { repositories: [REPOSITORY], signers: [SIGNER] } }, ...overrides });

/** The right verdicts. */
export const RIGHT: Readonly<Record<CanaryKind, Verdict>> = {
  good: aTrusted({ policy: CANARY_POLICY }),
  unsigned: anUntrusted('unsigned'),
  foreign: anUntrusted('signer-not-trusted'),
  revoked: anUntrusted('revoked'),
};

/** Verifies canary images with the right verdicts but for those that are replaced. */
export const verifyingCanaries =
  (overrides: Partial<Record<CanaryKind, Verdict>> = {}): VerifyImage =>
  async ({ image: { digest } }) => {
    const kind = CANARY_KINDS.find((each) => DIGESTS[each] === digest);
    return kind === undefined ? serviceFailed('tool-failed', 'no canary image') : (overrides[kind] ?? RIGHT[kind]);
  };
