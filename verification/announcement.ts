import type { JudgedContainer } from './judge-task';
import { ledgerKey, TOLD, type Ledger, type LedgerEntry, type Told } from './ledger';
import type { Mode } from './trust-document';
import type { Task, WorkloadKind } from './workload';

/** What was done about a verdict. */
export type Outcome =
  'recorded' | 'reported' | 'stop-pending' | 'stop-failed' | 'not-running' | 'stop-budget-spent' | 'stopped';

/** A verdict with everything that is told of it; `at` in milliseconds since the epoch. */
export interface Announcement {
  readonly task: Task;
  readonly judged: JudgedContainer;
  readonly mode: Mode;
  readonly workload: WorkloadKind;
  readonly outcome: Outcome;
  readonly at: number;
  /** This channel was told of the verdict before: it is counted once, whatever is told of it later. */
  readonly repeated: boolean;
}

/** Tells someone about a verdict. */
export type Responder = (announcement: Announcement) => Promise<void>;

/** Someone who is told: of every verdict (`recorded`), or of those that people must hear of (`reported`). */
export interface Channel {
  readonly name: string;
  readonly listensFrom: 'recorded' | 'reported';
  readonly tell: Responder;
}

/** Who is told, and where it is remembered; the channels are independent of each other. */
export interface Telling {
  readonly ledger: Ledger;
  readonly channels: readonly Channel[];
}

const rank = (told: Told): number => TOLD.indexOf(told);

const toldBy = (outcome: Outcome): Told => {
  switch (outcome) {
    case 'recorded':
    case 'stop-failed':
    case 'stop-budget-spent':
    case 'stopped':
      return outcome;
    case 'reported':
    case 'stop-pending':
    case 'not-running':
      return 'reported';
  }
};

const toldTo = ({ told }: LedgerEntry, { name }: Channel): Told =>
  Object.hasOwn(told, name) ? (told[name] ?? 'nobody') : 'nobody';

/**
 * Tells each channel of a verdict what it was not told yet, and returns what failed. The ledger is written after success, so that everyone
 * is told at least once, and a repeated message repeats only what failed.
 */
export const tell = async (
  announcement: Omit<Announcement, 'repeated'>,
  entry: LedgerEntry,
  { ledger, channels }: Telling,
): Promise<readonly unknown[]> => {
  const news = toldBy(announcement.outcome);
  const due = channels.filter(
    (channel) => rank(news) >= rank(channel.listensFrom) && rank(news) > rank(toldTo(entry, channel)),
  );
  if (due.length === 0) return [];
  const results = await Promise.allSettled(
    due.map(async (channel) => {
      await channel.tell({ ...announcement, repeated: toldTo(entry, channel) !== 'nobody' });
      return [channel.name, news] as const;
    }),
  );
  const told = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const next = { ...entry, told: { ...entry.told, ...Object.fromEntries(told) } };
  await ledger.keep(ledgerKey(announcement.task.taskArn, announcement.judged), next);
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
};
