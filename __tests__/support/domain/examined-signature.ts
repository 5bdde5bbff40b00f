import {
  badSignature,
  uncheckedSignature,
  type BadReason,
  type Digest,
  type Evidence,
  type ExaminedSignature,
  type ServiceReason,
} from '../../../verification';

const profile = (name: string): string => `arn:aws:signer:eu-west-1:111122223333:/signing-profiles/${name}`;

export const [FIRST, SECOND, THIRD] = [profile('first'), profile('second'), profile('third')];

/** The digest of the signature with that number. */
export const signatureDigest = (number: number): Digest => `sha256:${number.toString(16).padStart(64, '0')}`;

/** A good signature by a signer of the policy. */
export const aGood = (signer: string, number = 1, overrides: Partial<Evidence> = {}): ExaminedSignature => ({
  digest: signatureDigest(number),
  signer,
  outcome: {
    kind: 'good',
    evidence: {
      signer: `${signer}/abcdefghi1`,
      signingTime: '2026-01-01T00:00:00.000Z',
      expiry: null,
      job: `${signer.slice(0, signer.indexOf('/'))}/signing-jobs/${number}`,
      signature: signatureDigest(number),
      ...overrides,
    },
  },
});

/** A signature that does not count. */
export const aBad = (reason: BadReason, number = 2, claimedSigner?: string): ExaminedSignature => ({
  digest: signatureDigest(number),
  claimedSigner,
  outcome: badSignature(reason, `signature ${number} is bad`),
});

/** A signature that could not be checked; without a signer, it is not known who signed. */
export const anUnchecked = (reason: ServiceReason, signer?: string, number = 3): ExaminedSignature => ({
  digest: signatureDigest(number),
  signer,
  outcome: uncheckedSignature(reason, `signature ${number} was not checked`),
});

/** A signature that is listed, but gone. */
export const aGone = (number = 4): ExaminedSignature => ({
  digest: signatureDigest(number),
  outcome: { kind: 'gone', detail: `signature ${number} is gone` },
});
