import type { GateOutcome } from './gate-announcement';
import { gateBackOffSeconds } from './gate-back-off';

/** How long before a hook expires that is announced, in milliseconds; less for hooks that expire soon. */
const WARNING_MS = 10 * 60_000;

/** How long after a hook expired ECS is asked what became of it, in milliseconds. */
const AFTER_EXPIRY_MS = 5_000;

/** A deployment that is not answered now; times in milliseconds since the epoch, attempts from 1. */
export interface WaitSituation {
  readonly attempt: number;
  readonly lastAttempt: number;
  readonly firstSeen: number;
  readonly now: number;
  readonly expiresAt: number | null;
  /** After how many seconds an untrusted image is verified once more; null if it waits for something else. */
  readonly confirmAfterSeconds: number | null;
}

/** What is announced about a deployment that waits, and when its message is retried. */
export interface PlannedWait {
  readonly outcome: Extract<GateOutcome, 'waiting' | 'rollback-pending' | 'expiring' | 'unanswered'>;
  readonly afterSeconds: number;
}

const warningTime = (expiresAt: number, firstSeen: number): number =>
  expiresAt - Math.min(WARNING_MS, (expiresAt - firstSeen) / 2);

const outcomeOf = ({ attempt, lastAttempt, now, confirmAfterSeconds }: WaitSituation, warnAt: number) => {
  if (attempt >= lastAttempt) return 'unanswered';
  if (now >= warnAt) return 'expiring';
  return confirmAfterSeconds === null ? 'waiting' : 'rollback-pending';
};

/**
 * Plans how a deployment waits: until its back-off ends or an untrusted image is to be confirmed, but no longer than
 * until the warning before the hook expires, or until the hook has expired.
 */
export const planWait = (situation: WaitSituation): PlannedWait => {
  const { attempt, firstSeen, now, expiresAt, confirmAfterSeconds } = situation;
  const warnAt = expiresAt === null ? Infinity : warningTime(expiresAt, firstSeen);
  const times = expiresAt === null ? [] : [warnAt, expiresAt + AFTER_EXPIRY_MS];
  const waits = times.filter((time) => time > now).map((time) => Math.ceil((time - now) / 1000));
  const afterSeconds = Math.min(confirmAfterSeconds ?? gateBackOffSeconds(attempt), ...waits);
  return { outcome: outcomeOf(situation, warnAt), afterSeconds };
};
