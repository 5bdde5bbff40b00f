import { reasonOf, type Verdict } from '../verdict';
import type { CanaryKind } from './canary';

/** What a verdict must be: its kind and its reason, which is null for trusted. */
export interface ExpectedVerdict {
  readonly kind: Verdict['kind'];
  readonly reason: string | null;
}

/** The only right verdict on each canary image. */
export const EXPECTED_VERDICTS = {
  good: { kind: 'trusted', reason: null },
  unsigned: { kind: 'untrusted', reason: 'unsigned' },
  foreign: { kind: 'untrusted', reason: 'signer-not-trusted' },
  revoked: { kind: 'untrusted', reason: 'revoked' },
} as const satisfies Readonly<Record<CanaryKind, ExpectedVerdict>>;

const describe = ({ kind, reason }: ExpectedVerdict): string => (reason === null ? kind : `${kind} (${reason})`);

/** A verdict in a few words, such as `untrusted (revoked)`. */
export const describeVerdict = (verdict: Verdict): string =>
  describe({ kind: verdict.kind, reason: reasonOf(verdict) });

/** The right verdict on a canary image, in the same words. */
export const describeExpected = (canary: CanaryKind): string => describe(EXPECTED_VERDICTS[canary]);

/** Whether a verdict is the right one for a canary image. */
export const isExpectedVerdict = (canary: CanaryKind, verdict: Verdict): boolean => {
  const expected = EXPECTED_VERDICTS[canary];
  return verdict.kind === expected.kind && reasonOf(verdict) === expected.reason;
};
