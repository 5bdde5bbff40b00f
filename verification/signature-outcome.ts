import type { Digest } from './digest';
import type { ServiceReason, UntrustedReason } from './verdict';

/** What a signature that notation accepted proves. All instants are ISO 8601 in UTC. */
export interface Evidence {
  /** The ARN of the signing profile's version. */
  readonly signer: string;
  readonly signingTime: string;
  /** Null when the signature never expires. */
  readonly expiry: string | null;
  /** The ARN of the signing job. */
  readonly job: string;
  /** The digest of the signature's manifest. */
  readonly signature: Digest;
}

/** Why a signature is known not to count, the most telling reason first. */
export const BAD_REASONS = [
  'revoked',
  'signature-expired',
  'signer-not-trusted',
  'signature-invalid',
] as const satisfies readonly UntrustedReason[];

export type BadReason = (typeof BAD_REASONS)[number];

/** A signature that notation accepted, by one signer of the policy. */
export interface GoodSignature {
  readonly kind: 'good';
  readonly evidence: Evidence;
}

/** A signature that is known not to count. */
export interface BadSignature {
  readonly kind: 'bad';
  readonly reason: BadReason;
  readonly detail: string;
}

/** A signature that could not be verified through a fault of the verifier, a registry or AWS. */
export interface UncheckedSignature {
  readonly kind: 'unchecked';
  readonly reason: ServiceReason;
  readonly detail: string;
}

/** How the verification of one signature ended. */
export type SignatureOutcome = GoodSignature | BadSignature | UncheckedSignature;

/** A signature that the registry lists but no longer has: it is as if it was never attached. */
export interface GoneSignature {
  readonly kind: 'gone';
  readonly detail: string;
}

/** One signature of an image with its outcome. */
export interface ExaminedSignature {
  /** The digest of the signature's manifest. */
  readonly digest: Digest;
  /** The policy's signer that the signature claims, as the policy names it; undefined when it is another or unknown. */
  readonly signer?: string | undefined;
  /** The signer that a signature which does not count claims; undefined when it claims none. */
  readonly claimedSigner?: string | undefined;
  /** What found the outcome out. Default: not known. */
  readonly foundBy?: 'fetching' | 'screening' | 'notation';
  readonly outcome: SignatureOutcome | GoneSignature;
}

export const badSignature = (reason: BadReason, detail: string): BadSignature => ({ kind: 'bad', reason, detail });

export const uncheckedSignature = (reason: ServiceReason, detail: string): UncheckedSignature => ({
  kind: 'unchecked',
  reason,
  detail,
});
