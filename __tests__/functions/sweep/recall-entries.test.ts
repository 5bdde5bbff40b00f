import { REPORT_RESERVE_MS } from '../../../contracts/functions/sweep-limits';
import { recallEntries } from '../../../functions/sweep/recall-entries';
import { ledgerKey, type SweptTask } from '../../../verification';
import { aLedgerEntry, aTrusted, aVerified } from '../../support/domain/domain';
import { FULL_TIME, someTasks } from '../../support/sweep/sweep-world';

const swept = (count: number): readonly SweptTask[] =>
  someTasks(count).map((task) => ({
    task,
    containers: task.containers.map((container) => aVerified({ container, verdict: aTrusted() })),
  }));

const keysOf = (tasks: readonly SweptTask[]): readonly string[] =>
  tasks.flatMap(({ task, containers }) => containers.map((each) => ledgerKey(task.taskArn, each)));

const setUp = (tasks: readonly SweptTask[]) => {
  const calls: number[] = [];
  const entries = new Map(keysOf(tasks).map((key) => [key, aLedgerEntry()]));
  const recall = async (keys: readonly string[]) => {
    calls.push(keys.length);
    return new Map(keys.flatMap((key) => [...entries].filter(([known]) => known === key)));
  };
  return { calls, ports: { recallEntries: recall } };
};

describe('recallEntries', () => {
  it('recalls the entries of all tasks, some at a time', async () => {
    const tasks = swept(501);
    const { calls, ports } = setUp(tasks);
    const recalled = await recallEntries(tasks, FULL_TIME, ports);
    expect(calls).toEqual([500, 1]);
    expect([...recalled.entries.keys()]).toEqual(keysOf(tasks));
    expect([recalled.tasks.length, recalled.left]).toEqual([501, 0]);
  });

  it('stops when only the time for the report remains', async () => {
    const tasks = swept(501);
    const { calls, ports } = setUp(tasks);
    const recalled = await recallEntries(tasks, () => REPORT_RESERVE_MS + 1 - calls.length, ports);
    expect(recalled.tasks).toEqual(tasks.slice(0, 500));
    expect([recalled.entries.size, recalled.left]).toEqual([500, 1]);
  });
});
