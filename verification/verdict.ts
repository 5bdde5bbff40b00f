import type { RejectedSignature } from './decide-by-signatures';
import { toPublicDetail } from './public-detail';
import type { Evidence } from './signature-outcome';

/** Why an image is known not to be trusted. */
export const UNTRUSTED_REASONS = [
  'unsigned',
  'signer-not-trusted',
  'signature-invalid',
  'signature-expired',
  'revoked',
  'no-policy',
  'too-many-signatures',
] as const;

/** Why a verdict is inconclusive through a fault of the verifier, a registry or AWS. */
export const SERVICE_REASONS = [
  'registry-unavailable',
  'registry-denied',
  'throttled',
  'signer-unavailable',
  'timed-out',
  'tool-failed',
  'digest-unknown',
] as const;

/** Why a verdict is inconclusive through something that a pusher can bring about. */
export const IMAGE_REASONS = ['image-not-found'] as const;

/** The rules of an exempt verdict when no exemption of the deployment file applies. */
export const BUILT_IN_RULES = ['aws-managed-sidecar', 'unmatched'] as const;

export type UntrustedReason = (typeof UNTRUSTED_REASONS)[number];
export type ServiceReason = (typeof SERVICE_REASONS)[number];
export type ImageReason = (typeof IMAGE_REASONS)[number];
export type InconclusiveReason = ServiceReason | ImageReason;
export type BuiltInRule = (typeof BUILT_IN_RULES)[number];

/** Enough trusted signers signed exactly this digest; nothing is revoked or expired. */
export interface Trusted {
  readonly kind: 'trusted';
  readonly policy: string;
  /** What each signature that counted proves. */
  readonly signatures: readonly Evidence[];
  readonly detail: string;
}

/** The image is known not to be trusted. */
export interface Untrusted {
  readonly kind: 'untrusted';
  readonly reason: UntrustedReason;
  /** The signatures that do not count, the most telling first. */
  readonly signatures: readonly RejectedSignature[];
  readonly detail: string;
}

/** The image could not be verified; `cause` says whether the service or the image is at fault. */
export type Inconclusive =
  | {
      readonly kind: 'inconclusive';
      readonly cause: 'service';
      readonly reason: ServiceReason;
      readonly detail: string;
    }
  | { readonly kind: 'inconclusive'; readonly cause: 'image'; readonly reason: ImageReason; readonly detail: string };

/** A named rule takes the image out of verification. */
export interface Exempt {
  readonly kind: 'exempt';
  readonly rule: string;
  readonly detail: string;
}

/** The result for one container's image. */
export type Verdict = Trusted | Untrusted | Inconclusive | Exempt;

export const untrusted = (
  reason: UntrustedReason,
  detail: string,
  signatures: readonly RejectedSignature[] = [],
): Untrusted => ({
  kind: 'untrusted',
  reason,
  signatures: signatures.map((each) => ({ ...each, detail: toPublicDetail(each.detail) })),
  detail: toPublicDetail(detail),
});

export const serviceFailed = (reason: ServiceReason, detail: string): Inconclusive => ({
  kind: 'inconclusive',
  cause: 'service',
  reason,
  detail: toPublicDetail(detail),
});

export const imageUnprovable = (reason: ImageReason, detail: string): Inconclusive => ({
  kind: 'inconclusive',
  cause: 'image',
  reason,
  detail: toPublicDetail(detail),
});

/** The reason of a verdict: null for trusted, the rule's name for exempt. */
export const reasonOf = (verdict: Verdict): string | null => {
  switch (verdict.kind) {
    case 'trusted':
      return null;
    case 'exempt':
      return verdict.rule;
    case 'untrusted':
    case 'inconclusive':
      return verdict.reason;
  }
};

/** The gravest kind among several verdicts; an empty list is inconclusive, never trusted. */
export const gravestKind = (verdicts: readonly Verdict[]): Verdict['kind'] => {
  const kinds = new Set(verdicts.map(({ kind }) => kind));
  if (kinds.has('untrusted')) return 'untrusted';
  if (kinds.has('inconclusive') || kinds.size === 0) return 'inconclusive';
  return kinds.has('trusted') ? 'trusted' : 'exempt';
};
