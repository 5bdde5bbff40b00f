import type { VerifiedContainer } from './verify-task';
import { ledgerKey, ANNOUNCED_LEVELS, type Ledger, type LedgerEntry, type AnnouncedLevel } from './ledger';
import type { Mode } from './trust-document';
import type { Task, WorkloadKind } from './task';

/** What was done about a verdict. */
export type Outcome =
  'recorded' | 'reported' | 'stop-pending' | 'stop-failed' | 'not-running' | 'stop-budget-spent' | 'stopped';

/** A verdict with everything that is told of it; `at` in milliseconds since the epoch. */
export interface Announcement {
  readonly task: Task;
  readonly verified: VerifiedContainer;
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
  readonly announce: Responder;
}

/** Who is told, and where it is remembered; the channels are independent of each other. */
export interface AnnouncePorts {
  readonly ledger: Ledger;
  readonly channels: readonly Channel[];
}

const rank = (told: AnnouncedLevel): number => ANNOUNCED_LEVELS.indexOf(told);

const levelOf = (outcome: Outcome): AnnouncedLevel => {
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

const levelFor = ({ announced: told }: LedgerEntry, { name }: Channel): AnnouncedLevel =>
  Object.hasOwn(told, name) ? (told[name] ?? 'nobody') : 'nobody';

/**
 * Tells each channel of a verdict what it was not told yet, and returns what failed. The ledger is written after success, so that everyone
 * is told at least once, and a repeated message repeats only what failed.
 */
export const announce = async (
  announcement: Omit<Announcement, 'repeated'>,
  entry: LedgerEntry,
  { ledger, channels }: AnnouncePorts,
): Promise<readonly unknown[]> => {
  const news = levelOf(announcement.outcome);
  const due = channels.filter(
    (channel) => rank(news) >= rank(channel.listensFrom) && rank(news) > rank(levelFor(entry, channel)),
  );
  if (due.length === 0) return [];
  const results = await Promise.allSettled(
    due.map(async (channel) => {
      await channel.announce({ ...announcement, repeated: levelFor(entry, channel) !== 'nobody' });
      return [channel.name, news] as const;
    }),
  );
  const told = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const next = { ...entry, announced: { ...entry.announced, ...Object.fromEntries(told) } };
  await ledger.keep(ledgerKey(announcement.task.taskArn, announcement.verified), next);
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
};
