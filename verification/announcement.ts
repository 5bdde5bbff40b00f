import type { JudgedContainer } from './judge-task';
import { ledgerKey, type Ledger, type LedgerEntry, type Told } from './ledger';
import type { Mode } from './trust-document';
import type { Task, WorkloadKind } from './workload';

/** What was done about a verdict. */
export type Outcome = 'recorded' | 'reported' | 'stop-pending' | 'stopped' | 'stop-budget-spent' | 'not-running';

/** A verdict with everything that is told of it; `at` in milliseconds since the epoch. */
export interface Announcement {
  readonly task: Task;
  readonly judged: JudgedContainer;
  readonly mode: Mode;
  readonly workload: WorkloadKind;
  readonly outcome: Outcome;
  readonly at: number;
}

/** Tells someone about a verdict. */
export type Responder = (announcement: Announcement) => Promise<void>;

/** Who is told, and where it is remembered. */
export interface Telling {
  readonly ledger: Ledger;
  /** Log line and metrics: for every verdict, once. */
  readonly record: Responder;
  /** Event and topic message: for verdicts that people must hear of, each independent of the others. */
  readonly announce: readonly Responder[];
}

const RANK: Readonly<Record<Told, number>> = { nobody: 0, reported: 1, stopped: 2 };

const toldBy = (outcome: Outcome): Told => {
  switch (outcome) {
    case 'recorded':
      return 'nobody';
    case 'stopped':
      return 'stopped';
    case 'reported':
    case 'stop-pending':
    case 'stop-budget-spent':
    case 'not-running':
      return 'reported';
  }
};

const failuresOf = async (
  responders: readonly Responder[],
  announcement: Announcement,
): Promise<readonly unknown[]> => {
  const results = await Promise.allSettled(responders.map((respond) => respond(announcement)));
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
};

/**
 * Tells of a verdict what was not told yet, and returns what failed. The ledger is written after success, so that an announcement is made at
 * least once, and a repeated message repeats none.
 */
export const tell = async (
  announcement: Announcement,
  entry: LedgerEntry | undefined,
  { ledger, record, announce }: Telling,
): Promise<readonly unknown[]> => {
  const told = entry?.told ?? 'nobody';
  const due = RANK[toldBy(announcement.outcome)] > RANK[told];
  const recording = entry === undefined || due ? await failuresOf([record], announcement) : [];
  const announcing = due ? await failuresOf(announce, announcement) : [];
  const failures = [...recording, ...announcing];
  const next = {
    firstSeen: entry?.firstSeen ?? announcement.at,
    told: due && failures.length === 0 ? toldBy(announcement.outcome) : told,
  };
  if (entry === undefined || next.told !== told)
    await ledger.keep(ledgerKey(announcement.task.taskArn, announcement.judged), next);
  return failures;
};
