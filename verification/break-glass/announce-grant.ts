import { announceOnEach } from '../announce-on-each';
import type { ChannelOf } from '../announcement';
import { endOfGrant, isEndedByRevocation, type Grant, type OnGrantUsed } from './grant';
import type { GrantAnnouncement, GrantOccasion } from './grant-announcement';
import { ResponseError, toCause } from '../response-error';

/** What each channel, by its name, has announced about a grant. */
export type AnnouncedOccasions = Readonly<Record<string, readonly GrantOccasion[]>>;

/** What was announced about grants, kept across invocations. */
export interface GrantLedger {
  readonly recall: (key: string) => Promise<AnnouncedOccasions | undefined>;
  readonly keep: (key: string, announced: AnnouncedOccasions) => Promise<void>;
}

/** The ports that announcing what happened to a grant needs; the channels are independent of each other. */
export interface AnnounceGrantPorts {
  readonly now: () => number;
  readonly grantLedger: GrantLedger;
  readonly grantChannels: readonly ChannelOf<GrantAnnouncement>[];
}

const textOf = ({ subject }: Grant): string => (subject.kind === 'image' ? subject.image : subject.repository);

/**
 * One key for each grant, by what it is for and when it was granted: one that is written over another with the same id
 * is announced, too. Its uses have keys of their own, since a grant can have thousands of them.
 */
export const grantLedgerKey = (grant: Grant, usedBy: string | null): string => {
  const { clusterArn, id, grantedAt } = grant;
  return [clusterArn, id, textOf(grant), String(grantedAt), ...(usedBy === null ? [] : [usedBy])].join('#');
};

const announcedBy = (announced: AnnouncedOccasions, name: string): readonly GrantOccasion[] =>
  Object.hasOwn(announced, name) ? (announced[name] ?? []) : [];

/**
 * Announces once what happened to a grant, on each channel that has not announced it yet. The ledger is written after the
 * channels succeeded, so that everything is announced at least once and a retry repeats only what failed.
 * @throws ResponseError when a channel failed; what the ledger throws.
 */
export const announceGrant = async (
  { grant, occasion, usedBy }: Omit<GrantAnnouncement, 'at'>,
  { now, grantLedger, grantChannels }: AnnounceGrantPorts,
): Promise<void> => {
  const key = grantLedgerKey(grant, usedBy);
  const before = (await grantLedger.recall(key)) ?? {};
  const due = grantChannels.filter(({ name }) => !announcedBy(before, name).includes(occasion));
  if (due.length === 0) return;
  const at = now();
  const { announced, failures } = await announceOnEach(due, ({ announce }) =>
    announce({ grant, occasion, usedBy, at }),
  );
  const added = announced.map((name) => [name, [...announcedBy(before, name), occasion]] as const);
  await grantLedger.keep(key, { ...before, ...Object.fromEntries(added) });
  if (failures.length > 0)
    throw new ResponseError(`a grant could not be announced as ${occasion}`, { cause: toCause(failures) });
};

/** What has happened to a grant by now, in order. A grant that was revoked after its end has expired. */
export const occasionsOf = (grant: Grant, now: number): readonly GrantOccasion[] => {
  if (now < endOfGrant(grant)) return ['granted'];
  return ['granted', isEndedByRevocation(grant) ? 'revoked' : 'expired'];
};

/**
 * Announces each use of a grant, and before the first one that it was granted, in case it was written without an event.
 * @throws ResponseError when a channel failed; what the ledger throws.
 */
export const grantUseAnnouncer =
  (ports: AnnounceGrantPorts): OnGrantUsed =>
  async (grant, usedBy) => {
    await announceGrant({ grant, occasion: 'granted', usedBy: null }, ports);
    await announceGrant({ grant, occasion: 'used', usedBy }, ports);
  };
