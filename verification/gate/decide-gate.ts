import type { Mode, ResponseSettings } from '../trust-document';
import { reasonOf, type Verdict } from '../verdict';

/** A container's verdict, and whether a break-glass grant in force lifts the response to it. */
export interface GateVerdict {
  readonly verdict: Verdict;
  readonly isGranted: boolean;
}

/** The same, and since when the image has been untrusted: `now` if it was not before. */
export interface TimedVerdict extends GateVerdict {
  readonly untrustedSince: number;
}

/** Everything that the gate's decision depends on; times in milliseconds since the epoch. */
export interface GateSituation {
  readonly mode: Mode;
  readonly containers: readonly TimedVerdict[];
  readonly now: number;
  readonly settings: Pick<ResponseSettings, 'confirmUnsignedAfterSeconds'>;
}

/** What the gate does about a deployment: it continues it, rolls it back, verifies once more, or waits. */
export type GateDecision =
  | { readonly kind: 'continue' }
  | { readonly kind: 'roll-back' }
  | { readonly kind: 'confirm'; readonly afterSeconds: number }
  | { readonly kind: 'wait' };

/** Whether a verdict alone keeps a deployment from being continued in enforce mode. */
export const isBlocking = ({ kind }: Verdict): boolean => kind === 'untrusted' || kind === 'inconclusive';

/** Whether an image is untrusted and every signature was examined: else a good one may be among the others. */
const isDefinite = (verdict: Verdict): boolean =>
  verdict.kind === 'untrusted' && verdict.reason !== 'too-many-signatures';

const decideUntrusted = (untrusted: readonly TimedVerdict[], { now, settings }: GateSituation): GateDecision => {
  const since = Math.min(...untrusted.map(({ untrustedSince }) => untrustedSince));
  const remaining = since + settings.confirmUnsignedAfterSeconds * 1000 - now;
  return remaining > 0 ? { kind: 'confirm', afterSeconds: Math.ceil(remaining / 1000) } : { kind: 'roll-back' };
};

const decideEnforced = (situation: GateSituation): GateDecision => {
  const { containers } = situation;
  if (containers.length === 0) return { kind: 'wait' };
  const blocking = containers.filter(({ verdict, isGranted }) => isBlocking(verdict) && !isGranted);
  if (blocking.some(({ verdict }) => reasonOf(verdict) === 'revoked')) return { kind: 'roll-back' };
  const untrusted = blocking.filter(({ verdict }) => isDefinite(verdict));
  if (untrusted.length > 0) return decideUntrusted(untrusted, situation);
  return { kind: blocking.length > 0 ? 'wait' : 'continue' };
};

/**
 * Decides about a deployment that waits at a pause hook. In enforce mode an untrusted image is seen twice before its
 * deployment is rolled back, since signatures and trust documents can arrive after the push; only `revoked` acts at once,
 * and `too-many-signatures` never does. What is inconclusive waits, and so does a deployment without any container.
 */
export const decideGate = (situation: GateSituation): GateDecision => {
  switch (situation.mode) {
    case 'audit':
      return { kind: 'continue' };
    case 'enforce':
      return decideEnforced(situation);
  }
};
