import { REPORT_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import { healingKeys, slicesOf, type LedgerEntry, type RemainingTime, type SweptTask } from '../../verification';
import type { Recalled } from './invocation';
import type { SweepPorts } from './sweep-ports';

/** After the entries of how many tasks the time is looked at. */
const TASKS_AT_A_TIME = 500;

/** Recalls the ledger's entries about tasks, in their order, until the time is short. Throws what the port throws. */
export const recallEntries = async (
  tasks: readonly SweptTask[],
  remaining: RemainingTime,
  ports: Pick<SweepPorts, 'recallEntries'>,
): Promise<Recalled> => {
  const entries = new Map<string, LedgerEntry>();
  let recalled = 0;
  for (const some of slicesOf(tasks, TASKS_AT_A_TIME)) {
    if (remaining() <= REPORT_RESERVE_MS) break;
    for (const [key, entry] of await ports.recallEntries(some.flatMap(healingKeys))) entries.set(key, entry);
    recalled += some.length;
  }
  return { entries, tasks: tasks.slice(0, recalled), left: tasks.length - recalled };
};
