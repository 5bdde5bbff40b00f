import { LOG_CHANNEL } from '../announcement';
import { decideResponse } from '../decide-response';
import { carriedOut, ledgerKey, type AnnouncedLevel, type LedgerEntry } from '../ledger';
import { isEnding, workloadKindFor, type Task } from '../task';
import { clusterResponseFor, type Trust } from '../trust';
import { UNTRUSTED_REASONS, type Verdict } from '../verdict';
import type { VerifiedContainer } from '../verify-task';

/** Entries of the ledger, by their keys. */
export type LedgerEntries = ReadonlyMap<string, LedgerEntry>;

/** A task that a sweep found, with the verdicts on its containers. */
export interface SweptTask {
  readonly task: Task;
  readonly containers: readonly VerifiedContainer[];
}

/** What healing depends on; times in milliseconds, `now` since the epoch. */
export interface HealingSituation {
  readonly trust: Trust;
  readonly entries: LedgerEntries;
  readonly now: number;
  /** For how long the queue retries a message. */
  readonly retriedFor: number;
}

/** Definite verdicts that may have been reached before an outage; of each, only what its ledger key contains. */
const DEFINITE: readonly Verdict[] = [
  { kind: 'trusted', policy: '', signatures: [], detail: '' },
  ...UNTRUSTED_REASONS.map((reason): Verdict => ({ kind: 'untrusted', reason, signatures: [], detail: '' })),
];

const definiteKeys = (taskArn: string, verified: VerifiedContainer): readonly string[] =>
  DEFINITE.map((verdict) => ledgerKey(taskArn, { ...verified, verdict }));

/** The keys of the ledger that healing a task depends on. */
export const healingKeys = ({ task: { taskArn }, containers }: SweptTask): readonly string[] =>
  containers.flatMap((verified) => [
    ledgerKey(taskArn, verified),
    ...(verified.verdict.kind === 'inconclusive' ? definiteKeys(taskArn, verified) : []),
  ]);

const levelOf = (entry: LedgerEntry | undefined): AnnouncedLevel => entry?.announced[LOG_CHANNEL] ?? 'nothing';

const PENDING_MS = 3_600_000;

/** For how long after a verdict was first seen a message about its response may still be in the queue; Infinity: always. */
const underWayFor = (level: AnnouncedLevel, retriedFor: number): number => {
  switch (level) {
    case 'nothing':
    case 'recorded':
    // It was announced in audit, and the cluster is in enforce now.
    case 'reported':
      return 0;
    case 'stop-pending':
    case 'rollback-pending':
      return PENDING_MS;
    case 'stop-failed':
    case 'rollback-failed':
    case 'stop-budget-spent':
    case 'rollback-budget-spent':
      return retriedFor + PENDING_MS;
    case 'not-rolled-back':
    case 'stop-abandoned':
    case 'rollback-abandoned':
    case 'break-glass':
    case 'rolled-back':
    case 'stopped':
      return Infinity;
  }
};

/** Whether enforce is to act on an untrusted verdict, whatever was announced about it. */
const isInterventionDue = (
  {
    task,
    verified,
    firstSeen,
  }: { readonly task: Task; readonly verified: VerifiedContainer; readonly firstSeen: number },
  { trust, now }: HealingSituation,
): boolean => {
  const response = decideResponse({
    ...clusterResponseFor(trust, task.clusterArn),
    verdict: verified.verdict,
    workload: workloadKindFor(task),
    ending: isEnding(task),
    attempt: 1,
    lastAttempt: Infinity,
    firstSeen,
    now,
  });
  switch (response.kind) {
    case 'record':
    case 'report':
      return false;
    case 'confirm':
    case 'stop':
    case 'roll-back':
      return true;
  }
};

const isContainerHealed = (task: Task, verified: VerifiedContainer, situation: HealingSituation): boolean => {
  const { entries, now, retriedFor } = situation;
  const entry = entries.get(ledgerKey(task.taskArn, verified));
  const level = levelOf(entry);
  switch (verified.verdict.kind) {
    case 'trusted':
    case 'exempt':
      return level === 'nothing';
    case 'inconclusive':
      // In an outage, images that were verified before must not fill the queue with messages that cannot succeed either.
      return (
        level === 'nothing' &&
        definiteKeys(task.taskArn, verified).every((key) => levelOf(entries.get(key)) === 'nothing')
      );
    case 'untrusted': {
      if (entry === undefined || level === 'nothing') return true;
      const { firstSeen } = entry;
      return (
        carriedOut(entry) === undefined &&
        isInterventionDue({ task, verified, firstSeen }, situation) &&
        now - firstSeen >= underWayFor(level, retriedFor)
      );
    }
  }
};

/**
 * Whether a task's events, or the message about its response, were lost: a verdict on it was never announced, or enforce is
 * to act on one and nothing under way does. Without a usable trust document nothing is, since nobody could verify it.
 */
export const isToBeHealed = ({ task, containers }: SweptTask, situation: HealingSituation): boolean =>
  situation.trust.kind === 'loaded' && containers.some((each) => isContainerHealed(task, each, situation));
