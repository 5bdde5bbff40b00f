import { RETRY_HOURS } from '../../contracts/functions/launch-limits';
import { REPORT_RESERVE_MS } from '../../contracts/functions/sweep-limits';
import { isToBeHealed, slicesOf, type SweptTask } from '../../verification';
import { keep, type Invocation, type Swept } from './invocation';
import type { SweepPorts } from './sweep-ports';

/** After how many messages the state is kept, so that a crash sends no more than that again. */
const MESSAGES_AT_A_TIME = 500;

/** The tasks that were sent to the launch function, and how many were left for want of time. */
export interface Healed {
  readonly healed: number;
  readonly left: number;
}

/** Sends the launch function each task that is to be healed, once; stops when the time is short. */
export const heal = async (invocation: Invocation, swept: Swept, ports: SweepPorts): Promise<Healed> => {
  const { sweep, trust, remaining } = invocation;
  const { state, tasks, entries, groups, verified } = swept;
  const healed = new Set(state.healed);
  const situation = { trust, entries, now: ports.now(), retriedFor: RETRY_HOURS * 3_600_000 };
  const lost = tasks.filter((each) => !healed.has(each.task.taskArn) && isToBeHealed(each, situation));
  const verifiedAt = new Map(verified.map((each) => [each.group.key, each.verifiedAt]));
  const notBefore = ({ task }: SweptTask): number =>
    Math.max(state.startedAt, ...task.containers.map((each) => verifiedAt.get(groups.keyOf(each)) ?? 0));
  let known = state;
  for (const some of slicesOf(lost, MESSAGES_AT_A_TIME)) {
    if (remaining() <= REPORT_RESERVE_MS) break;
    await ports.sendFound(
      sweep,
      some.map((each) => ({ task: each.task, notBefore: notBefore(each) })),
    );
    const sent = [...known.healed, ...some.map(({ task }) => task.taskArn)];
    known = await keep(sweep, { ...known, healed: sent }, ports);
  }
  return { healed: known.healed.length, left: state.healed.length + lost.length - known.healed.length };
};
