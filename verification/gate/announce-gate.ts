import { announceOnEach } from '../announce-on-each';
import { ResponseError, toCause } from '../response-error';
import type { GateAnnouncement } from './gate-announcement';
import { announcedOn, newGateEntry, withAnnounced, type GateEntry } from './gate-ledger';
import type { GateAnnouncePorts, GateChannel } from './gate-ports';

/** What is to be announced, and whether only the log needs it. */
export interface GateNews {
  readonly announcement: GateAnnouncement;
  /** Every image was trusted or exempt: only channels that announce everything announce it. */
  readonly plain: boolean;
}

/** Whether a channel can leave the news out; not if it has announced that the deployment waits. */
const isLeftOut = ({ name, announcesFrom }: GateChannel, entry: GateEntry, plain: boolean): boolean =>
  plain && announcesFrom === 'reported' && announcedOn(entry, name).length === 0;

/**
 * Announces an outcome on every channel that has not announced it for this hook. The ledger is written after the channels
 * succeeded, so that every outcome is announced at least once and a retry repeats only what failed.
 * @throws ResponseError when a channel failed.
 */
export const announceGate = async (
  { announcement, plain }: GateNews,
  { gateLedger, gateChannels }: GateAnnouncePorts,
): Promise<void> => {
  const { hook, outcome, at } = announcement;
  const entry = (await gateLedger.recall(hook)) ?? newGateEntry(at);
  const due = gateChannels.filter(({ name }) => !announcedOn(entry, name).includes(outcome));
  const { announced, failures } = await announceOnEach(due, async (channel) => {
    if (!isLeftOut(channel, entry, plain)) await channel.announce(announcement);
  });
  if (announced.length > 0) await gateLedger.change(hook, (kept = entry) => withAnnounced(kept, announced, outcome));
  if (failures.length > 0)
    throw new ResponseError('a gate decision could not be announced', { cause: toCause(failures) });
};
