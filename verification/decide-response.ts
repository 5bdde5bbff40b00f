import type { Intervention } from './intervention';
import type { WorkloadKind } from './task';
import type { Mode, ResponseSettings } from './trust-document';
import type { UntrustedReason, Verdict } from './verdict';

/** After how many attempts an inconclusive verdict with cause `image` is announced instead of retried. */
export const IMAGE_ATTEMPTS = 3;

/** What is planned for one verdict: a log line only, a report, or an intervention, at once or after a confirmation. */
export type PlannedResponse =
  | { readonly kind: 'record' }
  | { readonly kind: 'report' }
  | { readonly kind: 'confirm'; readonly before: Intervention; readonly afterSeconds: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'roll-back' };

/** Everything that the response to one verdict depends on; times in milliseconds since the epoch, attempts from 1. */
export interface ResponseSituation {
  readonly verdict: Verdict;
  readonly mode: Mode;
  readonly workload: WorkloadKind;
  /** The task has ended or is ending: its verdict is recorded, nothing is stopped. */
  readonly ending: boolean;
  readonly attempt: number;
  readonly lastAttempt: number;
  /** When this container was first untrusted, or first had this very verdict; `now` if it never was. */
  readonly firstSeen: number;
  readonly now: number;
  readonly settings: ResponseSettings;
}

/** What may be done about an untrusted image of this workload; undefined: it is only reported. */
const interventionFor = ({ mode, workload, ending, settings }: ResponseSituation): Intervention | undefined => {
  if (mode !== 'enforce' || ending) return undefined;
  switch (workload) {
    case 'standalone':
      return 'stop';
    case 'service':
      return settings.services === 'rollback' ? 'roll-back' : undefined;
    case 'daemon':
      return undefined;
  }
};

const responseToUntrusted = (
  reason: UntrustedReason,
  { firstSeen, now, settings }: ResponseSituation,
  intervention: Intervention,
): PlannedResponse => {
  if (reason === 'revoked') return { kind: intervention };
  // A good signature may be among those that were not examined.
  if (reason === 'too-many-signatures') return { kind: 'report' };
  const remaining = firstSeen + settings.confirmUnsignedAfterSeconds * 1000 - now;
  if (remaining <= 0) return { kind: intervention };
  return { kind: 'confirm', before: intervention, afterSeconds: Math.ceil(remaining / 1000) };
};

/**
 * Decides the response to one verdict. An inconclusive verdict with cause `service` never stops anything, and no
 * inconclusive verdict ever rolls a deployment back. An untrusted one must be seen twice before it does either, since
 * signatures and trust documents can arrive after the push; only `revoked` acts at once, and `too-many-signatures` never
 * does.
 */
export const decideResponse = (situation: ResponseSituation): PlannedResponse => {
  const { verdict, attempt, lastAttempt, settings } = situation;
  const intervention = interventionFor(situation);
  switch (verdict.kind) {
    case 'trusted':
    case 'exempt':
      return { kind: 'record' };
    case 'untrusted':
      if (intervention === undefined) return { kind: 'report' };
      return responseToUntrusted(verdict.reason, situation, intervention);
    case 'inconclusive':
      if (verdict.cause === 'service') return { kind: attempt >= lastAttempt ? 'report' : 'record' };
      if (attempt < Math.min(IMAGE_ATTEMPTS, lastAttempt)) return { kind: 'record' };
      return { kind: settings.whenUnprovable === 'stop' && intervention === 'stop' ? 'stop' : 'report' };
  }
};

/** Whether to retry the verification: for cause `service` until the queue gives up, for cause `image` a few times. */
export const isRetried = (
  verdict: Verdict,
  { attempt, lastAttempt }: Pick<ResponseSituation, 'attempt' | 'lastAttempt'>,
): boolean => {
  switch (verdict.kind) {
    case 'trusted':
    case 'exempt':
    case 'untrusted':
      return false;
    case 'inconclusive':
      return verdict.cause === 'service' || attempt < Math.min(IMAGE_ATTEMPTS, lastAttempt);
  }
};
