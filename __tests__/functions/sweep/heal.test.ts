import type { SweepPorts } from '../../../functions/sweep/sweep-ports';
import { aContainer, aTrusted, digestOf, MINUTE, NOW } from '../../support/domain/domain';
import { aRunningTask, aSweepWorld, runSweep, someTasks, sweepPorts } from '../../support/sweep/sweep-world';

const SWEEP = '2026-03-01T11:00:00.000Z';
const FIRST = { sweep: SWEEP, invocation: 1 };
const TASKS = someTasks(3);

const sweepWith = async (overrides: Partial<SweepPorts>) => {
  const world = aSweepWorld();
  const postponed: number[] = [];
  const onPostponed = (tasks: number) => void postponed.push(tasks);
  await runSweep(sweepPorts(world, TASKS, { onPostponed, ...overrides }), FIRST);
  return { found: world.found.length, postponed, again: world.again, reports: world.reports.size };
};

describe('heal', () => {
  it.each([
    [0, 3, []],
    [9_997, 3, []],
    [9_998, 2, [1]],
    [10_000, 0, [3]],
    [480_000, 0, [3]],
  ])('when %d messages wait, sends %d of three tasks and leaves the others to the next sweep', async (...expected) => {
    const [waiting, found, postponed] = expected;
    const swept = await sweepWith({ countWaiting: async () => waiting });
    expect(swept).toEqual({ found, postponed, again: [], reports: 1 });
  });

  it('sends nothing and says so when nobody knows how many messages wait', async () => {
    const errors: unknown[] = [];
    const error = new Error('access denied');
    const countWaiting = () => Promise.reject(error);
    const swept = await sweepWith({ countWaiting, onBacklogUnknown: (each) => errors.push(each) });
    expect(swept).toEqual({ found: 0, postponed: [3], again: [], reports: 1 });
    expect(errors).toEqual([error]);
  });

  it('names the instant at which the last image of a task was verified', async () => {
    const world = aSweepWorld();
    let now = NOW;
    const containers = ['a', 'b'].map((digit) => aContainer({ name: digit, imageDigest: digestOf(digit) }));
    const ports = sweepPorts(world, [aRunningTask({ containers })], {
      now: () => now,
      verifyAfresh: async ({ image }) => {
        const isLast = image.digest === digestOf('b');
        if (isLast) await new Promise((resolve) => setImmediate(resolve));
        now += isLast ? MINUTE : 1_000;
        return aTrusted();
      },
    });
    await runSweep(ports, FIRST);
    expect(world.found.map(({ notBefore }) => notBefore)).toEqual([NOW + MINUTE + 1_000]);
  });
});
