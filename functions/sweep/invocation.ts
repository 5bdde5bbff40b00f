import type { SweepInput } from '../../contracts/functions/sweep-input';
import type { ImageGroups, LedgerEntries, RemainingTime, SweptTask, Trust, VerifiedGroup } from '../../verification';
import type { SweepPorts, SweepScope } from './sweep-ports';
import { formatSweepState, type SweepState } from './sweep-state';

/** One invocation of a sweep. */
export interface Invocation extends SweepInput {
  readonly scope: SweepScope;
  readonly trust: Trust;
  readonly remaining: RemainingTime;
}

/** What the ledger knows about tasks. */
export interface Recalled {
  readonly entries: LedgerEntries;
  /** The tasks whose entries were recalled. */
  readonly tasks: readonly SweptTask[];
  /** How many tasks were left for want of time. */
  readonly left: number;
}

/** What a sweep knows once everything is verified. */
export interface Swept extends Recalled {
  readonly state: SweepState;
  readonly groups: ImageGroups;
  readonly verified: readonly VerifiedGroup[];
}

/** Keeps the state of a sweep for the next invocation. Throws what the port throws. */
export const keep = async (sweep: string, state: SweepState, { keepState }: SweepPorts): Promise<SweepState> => {
  await keepState(sweep, formatSweepState(state));
  return state;
};
