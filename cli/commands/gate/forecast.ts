import type { Mode, Verdict } from '../../../verification';

/** What the gate would do about a deployment with these verdicts, as far as it can be said now. */
export interface Forecast {
  readonly answer: 'continue' | 'roll-back' | 'wait';
  /** Why: the end of a sentence. */
  readonly because: string;
}

const hasReason =
  (reason: string) =>
  (verdict: Verdict): boolean =>
    verdict.kind === 'untrusted' && verdict.reason === reason;

const isTooMany = hasReason('too-many-signatures');

/** Foresees the answer of the gate in a mode: what decideGate decides once everything is confirmed. Grants are not considered. */
export const forecastFor = (mode: Mode, verdicts: readonly Verdict[]): Forecast => {
  const untrusted = verdicts.filter(({ kind }) => kind === 'untrusted');
  if (mode === 'audit')
    return {
      answer: 'continue',
      because:
        untrusted.length === 0
          ? 'the cluster is in mode audit'
          : 'the cluster is in mode audit, where an untrusted image is only reported',
    };
  if (verdicts.length === 0) return { answer: 'wait', because: 'the revision has no container' };
  if (untrusted.some((verdict) => !isTooMany(verdict)))
    return { answer: 'roll-back', because: 'an image is untrusted' };
  if (untrusted.length > 0)
    return { answer: 'wait', because: 'an image has more signatures than are examined, and those do not suffice' };
  return verdicts.some(({ kind }) => kind === 'inconclusive')
    ? { answer: 'wait', because: 'an image could not be verified' }
    : { answer: 'continue', because: 'every image is trusted or exempt' };
};
