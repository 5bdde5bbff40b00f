import { announceOnEach } from './announce-on-each';
import type { Announcement, Channel } from './announcement';
import { ANNOUNCED_LEVELS, ledgerKey, type AnnouncedLevel, type Ledger, type LedgerEntry } from './ledger';

/** The ports that announcing a verdict needs; the channels are independent of each other. */
export interface AnnouncePorts {
  readonly ledger: Ledger;
  readonly channels: readonly Channel[];
}

const rank = (level: AnnouncedLevel): number => ANNOUNCED_LEVELS.indexOf(level);

/** The reason why nothing was rolled back is announced also where a rollback was to be retried. */
const levelOf = ({ outcome, note }: Pick<Announcement, 'outcome' | 'note'>): AnnouncedLevel => {
  switch (outcome) {
    case 'recorded':
    case 'stop-pending':
    case 'stop-failed':
    case 'stop-budget-spent':
    case 'stop-abandoned':
    case 'stopped':
    case 'rollback-pending':
    case 'rollback-failed':
    case 'rollback-budget-spent':
    case 'rollback-abandoned':
    case 'rolled-back':
    case 'break-glass':
      return outcome;
    case 'reported':
    case 'not-running':
      return note === null ? 'reported' : 'not-rolled-back';
    case 'not-confirmed':
      return 'stop-failed';
  }
};

const announcedBy = ({ name }: Channel, { announced }: LedgerEntry): AnnouncedLevel =>
  Object.hasOwn(announced, name) ? (announced[name] ?? 'nothing') : 'nothing';

/**
 * Announces the verdict on every channel that hasn't announced it yet; returns the errors. The ledger is written after
 * the channels succeeded, so that every verdict is announced at least once and a retry repeats only what failed.
 */
export const announce = async (
  announcement: Omit<Announcement, 'repeated'>,
  entry: LedgerEntry,
  { ledger, channels }: AnnouncePorts,
): Promise<readonly unknown[]> => {
  const level = levelOf(announcement);
  const due = channels.filter(
    (channel) =>
      (channel.announcesFrom === 'recorded' || level !== 'recorded') && rank(level) > rank(announcedBy(channel, entry)),
  );
  if (due.length === 0) return [];
  const { announced, failures } = await announceOnEach(due, (channel) =>
    channel.announce({ ...announcement, repeated: announcedBy(channel, entry) !== 'nothing' }),
  );
  const levels = Object.fromEntries(announced.map((name) => [name, level]));
  const next: LedgerEntry = { ...entry, announced: { ...entry.announced, ...levels } };
  await ledger.keep(ledgerKey(announcement.task.taskArn, announcement.verified), next);
  return failures;
};
