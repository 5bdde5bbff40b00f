import { announce, ledgerKey, type Channel, type LedgerEntry, type Outcome } from '../../../verification';
import { aLedgerEntry, anAnnouncement, aTask, aVerified } from './domain';
import { fakeLedger } from './fake-ports';

type SilentChannel = Pick<Channel, 'name' | 'announcesFrom'>;

const KEY = ledgerKey(aTask().taskArn, aVerified());
const CHANNELS: readonly SilentChannel[] = [
  { name: 'log', announcesFrom: 'recorded' },
  { name: 'event', announcesFrom: 'reported' },
  { name: 'topic', announcesFrom: 'reported' },
];

/** How a broken channel fails. */
export const channelError = (name: string): Error => new Error(`${name} is gone`);

/**
 * Announces an outcome on channels, by default log, event and topic; those named in `broken` fail. `calls` lists the
 * channels and the ledger in the order in which they were called, `announced` what each channel announced.
 */
export const announcing = async (
  outcome: Outcome,
  entry: LedgerEntry = aLedgerEntry(),
  {
    broken = [],
    channels = CHANNELS,
    note = null,
  }: {
    readonly broken?: readonly string[];
    readonly channels?: readonly SilentChannel[];
    readonly note?: string | null;
  } = {},
) => {
  const calls: string[] = [];
  const announced: Record<string, unknown> = {};
  const ledger = fakeLedger();
  const keep = async (...args: Parameters<typeof ledger.keep>) => {
    calls.push('ledger');
    await ledger.keep(...args);
  };
  const toChannel = (channel: SilentChannel): Channel => ({
    ...channel,
    announce: async (announcement) => {
      calls.push(channel.name);
      if (broken.includes(channel.name)) throw channelError(channel.name);
      announced[channel.name] = announcement;
    },
  });
  const ports = { ledger: { ...ledger, keep }, channels: channels.map(toChannel) };
  const failures = await announce(anAnnouncement({ outcome, note }), entry, ports);
  return { calls, announced, failures, kept: ledger.kept.get(KEY) };
};

/** What each channel announces of an outcome, given for each whether it is a repetition. */
export const announcementsOf = (outcome: Outcome, repeated: Readonly<Record<string, boolean>>) =>
  Object.fromEntries(
    Object.entries(repeated).map(([name, each]) => [name, anAnnouncement({ outcome, repeated: each })]),
  );
