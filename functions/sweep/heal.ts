import { RETRY_HOURS } from '../../contracts/functions/launch-limits';
import { REPORT_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import { isToBeHealed, slicesOf, type SweptTask } from '../../verification';
import { keep, type Invocation, type Swept } from './invocation';
import type { SweepPorts } from './sweep-ports';

/** After how many messages the state is kept, so that a crash sends no more than that again. */
const MESSAGES_AT_A_TIME = 500;

/** How many messages may wait for the launch function: sweeps while it does not run must not fill its queue. */
const MOST_WAITING = 10_000;

/** The tasks that were sent to the launch function, and how many were left for want of time. */
export interface Healed {
  readonly healed: number;
  readonly left: number;
}

/** How many messages may be sent, so that no more than MOST_WAITING wait. */
const roomFor = async (
  tasks: number,
  { countWaiting, onBacklogUnknown }: Pick<SweepPorts, 'countWaiting' | 'onBacklogUnknown'>,
): Promise<number> => {
  if (tasks === 0) return 0;
  try {
    return Math.max(0, MOST_WAITING - (await countWaiting()));
  } catch (error) {
    onBacklogUnknown(error);
    return 0;
  }
};

/**
 * Sends the launch function each task that is to be healed, once; stops when the time is short. Leaves tasks to the next
 * sweep while too many messages wait.
 */
export const heal = async (invocation: Invocation, swept: Swept, ports: SweepPorts): Promise<Healed> => {
  const { sweep, trust, remaining } = invocation;
  const { state, tasks, entries, groups, verified } = swept;
  const healed = new Set(state.healed);
  const situation = { trust, entries, now: ports.now(), retriedFor: RETRY_HOURS * 3_600_000 };
  const lost = tasks.filter((each) => !healed.has(each.task.taskArn) && isToBeHealed(each, situation));
  const due = lost.slice(0, await roomFor(lost.length, ports));
  if (due.length < lost.length) ports.onPostponed(lost.length - due.length);
  const verifiedAt = new Map(verified.map((each) => [each.group.key, each.verifiedAt]));
  const notBefore = ({ task }: SweptTask): number =>
    Math.max(state.startedAt, ...task.containers.map((each) => verifiedAt.get(groups.keyOf(each)) ?? 0));
  let known = state;
  for (const some of slicesOf(due, MESSAGES_AT_A_TIME)) {
    if (remaining() <= REPORT_RESERVE_MS) break;
    await ports.sendFound(
      sweep,
      some.map((each) => ({ task: each.task, notBefore: notBefore(each) })),
    );
    const sent = [...known.healed, ...some.map(({ task }) => task.taskArn)];
    known = await keep(sweep, { ...known, healed: sent }, ports);
  }
  return { healed: known.healed.length, left: state.healed.length + due.length - known.healed.length };
};
