import {
  imageUnprovable,
  serviceFailed,
  untrusted,
  type ImageReason,
  type ServiceReason,
  type UntrustedReason,
  type Verdict,
} from './verdict';

/** Why one signature did not lead to trust. */
export type SignatureFailure =
  | {
      readonly kind: 'definite';
      readonly reason: Exclude<UntrustedReason, 'unsigned' | 'no-policy'>;
      readonly detail: string;
    }
  | { readonly kind: 'unreadable'; readonly reason: ImageReason; readonly detail: string }
  | { readonly kind: 'unchecked'; readonly reason: ServiceReason; readonly detail: string };

// When all signatures failed for definite reasons, the image gets the most telling one.
const TELLING: readonly SignatureFailure['reason'][] = [
  'revoked',
  'signature-expired',
  'signer-not-trusted',
  'signature-invalid',
];

const rank = ({ reason }: SignatureFailure): number => {
  const index = TELLING.indexOf(reason);
  return index < 0 ? TELLING.length : index;
};

/**
 * Joins the failures of all signatures of an image: untrusted only when every one failed for a definite reason. An
 * unavailable service outranks an unreadable signature, since a retry can help only with the former. An empty list is
 * inconclusive, never trusted.
 */
export const joinSignatureFailures = (failures: readonly SignatureFailure[]): Verdict => {
  const detail = failures.map((failure) => failure.detail).join('; ');
  for (const failure of failures) if (failure.kind === 'unchecked') return serviceFailed(failure.reason, detail);
  for (const failure of failures) if (failure.kind === 'unreadable') return imageUnprovable(failure.reason, detail);
  const definite = failures.flatMap((failure) => (failure.kind === 'definite' ? [failure] : []));
  const telling = definite.sort((a, b) => rank(a) - rank(b))[0];
  return telling === undefined
    ? serviceFailed('tool-failed', 'the tool reported on no signature')
    : untrusted(telling.reason, detail);
};
