import type { GrantChange } from '../../contracts/events/grant-event';
import { DONE, type Disposition, type RemainingTime } from '../../verification';

/** A change of a break-glass grant from one message of the queue; attempts count from 1. */
export interface GrantMessage {
  readonly grantChange: GrantChange;
  readonly attempt: number;
  readonly lastAttempt: number;
  readonly remaining: RemainingTime;
}

/** Handles a change of a break-glass grant. */
export type HandleGrantChange = (message: GrantMessage) => Promise<Disposition>;

/** Leaves a change of a grant without an announcement. */
export const handleGrantChange: HandleGrantChange = () => Promise.resolve(DONE);
