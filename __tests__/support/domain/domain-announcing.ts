import { ledgerKey, announce, type Channel, type LedgerEntry, type Outcome } from '../../../verification';
import { aJudged, aLedgerEntry, anAnnouncement, aTask } from './domain';
import { fakeLedger } from './domain-fakes';

type Listener = Pick<Channel, 'name' | 'listensFrom'>;

const KEY = ledgerKey(aTask().taskArn, aJudged());
const LISTENERS: readonly Listener[] = [
  { name: 'log', listensFrom: 'recorded' },
  { name: 'event', listensFrom: 'reported' },
  { name: 'topic', listensFrom: 'reported' },
];
/** How a broken channel fails. */
export const gone = (name: string) => new Error(`${name} is gone`);

/** Tells channels, by default log, event and topic; those that are named as broken fail. What was called is in `calls`, who heard what in `heard`. */
export const telling = async (
  outcome: Outcome,
  entry: LedgerEntry = aLedgerEntry(),
  {
    broken = [],
    channels = LISTENERS,
  }: { readonly broken?: readonly string[]; readonly channels?: readonly Listener[] } = {},
) => {
  const calls: string[] = [];
  const heard: Record<string, unknown> = {};
  const ledger = fakeLedger();
  const keep = async (...args: Parameters<typeof ledger.keep>) => {
    calls.push('ledger');
    await ledger.keep(...args);
  };
  const toChannel = (channel: Listener): Channel => ({
    ...channel,
    announce: async (announcement) => {
      calls.push(channel.name);
      if (broken.includes(channel.name)) throw gone(channel.name);
      heard[channel.name] = announcement;
    },
  });
  const ports = { ledger: { ...ledger, keep }, channels: channels.map(toChannel) };
  const failures = await announce(anAnnouncement({ outcome }), entry, ports);
  return { calls, heard, failures, kept: ledger.kept.get(KEY) };
};
/** What each channel hears of an outcome: whether it is said to be repeated. */
export const heardBy = (outcome: Outcome, repeated: Readonly<Record<string, boolean>>) =>
  Object.fromEntries(
    Object.entries(repeated).map(([name, each]) => [name, anAnnouncement({ outcome, repeated: each })]),
  );
