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

/** What a sweep knows once everything is verified. */
export interface Swept {
  readonly state: SweepState;
  readonly groups: ImageGroups;
  readonly verified: readonly VerifiedGroup[];
  readonly tasks: readonly SweptTask[];
  readonly entries: LedgerEntries;
}

/** Keeps the state of a sweep for the next invocation. Throws what the port throws. */
export const keep = async (sweep: string, state: SweepState, { keepState }: SweepPorts): Promise<SweepState> => {
  await keepState(sweep, formatSweepState(state));
  return state;
};
