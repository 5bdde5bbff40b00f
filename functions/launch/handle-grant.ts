import type { ReadGrant } from '../../adapters/dynamodb/grants';
import type { GrantChange } from '../../contracts/events/grant-event';
import {
  announceGrant,
  backOffSeconds,
  DONE,
  endOfGrant,
  occasionsOf,
  ResponseError,
  retryLater,
  toCause,
  type AnnounceGrantPorts,
  type Disposition,
  type Grant,
  type RemainingTime,
} from '../../verification';

/** A change of a break-glass grant from one message of the queue; attempts count from 1. */
export interface GrantMessage {
  readonly grantChange: GrantChange;
  readonly attempt: number;
  readonly lastAttempt: number;
  readonly remaining: RemainingTime;
}

/** Handles a change of a break-glass grant. */
export type HandleGrantChange = (message: GrantMessage) => Promise<Disposition>;

/** The ports that handling a change of a grant needs. */
export interface HandleGrantPorts extends AnnounceGrantPorts {
  readonly readGrant: ReadGrant;
  /** Called when the table does not have the grant that an event names. */
  readonly onGrantMissing: (change: GrantChange) => void;
}

/** After how many attempts a grant that the table does not have is given up. */
export const MISSING_ATTEMPTS = 4;

// SQS counts the age of a message that it has delivered up to three times, which must not set off the alarm `queue-age`.
const SHORT_ATTEMPTS = 4;

const waitSeconds = (untilEnd: number, attempt: number): number =>
  attempt > SHORT_ATTEMPTS ? untilEnd : Math.min(untilEnd, backOffSeconds(attempt));

const announceAll = async (grant: Grant, now: number, ports: HandleGrantPorts): Promise<void> => {
  const failures: unknown[] = [];
  for (const occasion of occasionsOf(grant, now))
    await announceGrant({ grant, occasion, usedBy: null }, ports).catch((error: unknown) => void failures.push(error));
  if (failures.length > 0) throw new ResponseError('a grant could not be announced', { cause: toCause(failures) });
};

/**
 * Makes the handler of changes of grants. It announces once that a grant was granted, revoked or has expired, and keeps
 * the message until the grant ends. The table says what was granted; the event only says where to look.
 * The handler throws a ResponseError when a channel failed.
 */
export const grantHandler =
  (ports: HandleGrantPorts): HandleGrantChange =>
  async ({ grantChange, attempt, lastAttempt }) => {
    const grant = await ports.readGrant(grantChange);
    if (grant === undefined) {
      if (attempt < Math.min(MISSING_ATTEMPTS, lastAttempt)) return retryLater();
      ports.onGrantMissing(grantChange);
      return DONE;
    }
    const now = ports.now();
    await announceAll(grant, now, ports);
    const end = endOfGrant(grant);
    return now < end ? retryLater(waitSeconds(Math.ceil((end - now) / 1000), attempt)) : DONE;
  };
