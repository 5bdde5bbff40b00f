import { SWEEP_CLOCK_SKEW_MS } from '../../../contracts/functions/sweep-limits';
import * as fc from 'fast-check';
import type { SweepPorts } from '../../../functions/sweep/sweep-ports';
import { aLoadedTrust, CLUSTER, NOW } from '../../support/domain/domain';
import {
  aSweepWorld,
  FULL_TIME,
  runSweep,
  someTasks,
  sweepPorts,
  type SweepWorld,
} from '../../support/sweep/sweep-world';

const SWEEP = '2026-03-01T11:00:00.000Z';
const EARLIER = '2026-03-01T10:00:00.000Z';
const LATER = '2026-03-01T12:00:00.000Z';
const TASKS = someTasks(3);
const FIRST = { sweep: SWEEP, invocation: 1 };
const SECOND = { sweep: SWEEP, invocation: 2 };

/** The ports whose failure ends an invocation. */
const CRASHES = [
  'listClusters',
  'recallEntries',
  'readGrants',
  'sendFound',
  'renderPage',
  'readLatestSweep',
  'write',
  'readState',
  'keepState',
  'dropState',
  'announceSwept',
] as const satisfies readonly (keyof SweepPorts)[];

/** Ports of which the nth call rejects. */
const crashing = (ports: SweepPorts, at: number): SweepPorts => {
  let calls = 0;
  const wrap = <T>(port: T): T =>
    typeof port === 'function'
      ? (((...args: unknown[]) => {
          calls += 1;
          if (calls === at) return Promise.reject(new Error('crashed'));
          return (port as unknown as (...all: unknown[]) => unknown)(...args);
        }) as unknown as T)
      : port;
  const wrapped = Object.fromEntries(CRASHES.map((name) => [name, wrap(ports[name])]));
  return { ...ports, ...wrapped };
};

/** How many calls of these ports a sweep of TASKS makes. */
const CALLS = 13;

/** The world after an earlier sweep, which found one task less. */
const afterOneSweep = async (): Promise<SweepWorld> => {
  const world = aSweepWorld();
  await runSweep(sweepPorts(world, TASKS.slice(1)), { sweep: EARLIER, invocation: 1 });
  world.found.length = 0;
  return world;
};

describe('sweepHandler when something fails', () => {
  it('verifies the canary images although nothing can be listed', async () => {
    const world = aSweepWorld();
    const listClusters = () => Promise.reject(new Error('access denied'));
    await expect(runSweep(sweepPorts(world, TASKS, { listClusters }), FIRST)).rejects.toThrow('access denied');
    expect(world.canaries).toEqual([SWEEP]);
  });

  it.each(['listServices', 'listTasks'] as const)('reports a cluster whose %s fails as not read', async (port) => {
    const world = aSweepWorld();
    const overrides = { [port]: () => Promise.reject(new Error('throttled')) };
    await runSweep(sweepPorts(world, TASKS, overrides), FIRST);
    const report = world.reports.get(SWEEP);
    expect(report?.coverage.clustersNotRead).toBe(1);
    expect(report?.clusters).toMatchObject([{ cluster: CLUSTER, problem: expect.stringContaining('throttled') }]);
  });

  it('verifies and heals the tasks that were read of a cluster that is not read', async () => {
    const world = aSweepWorld();
    const listTasks: SweepPorts['listTasks'] = async (_cluster, onRead) => {
      onRead(TASKS.slice(1));
      throw new Error('throttled');
    };
    await runSweep(sweepPorts(world, TASKS, { listTasks }), FIRST);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ clustersNotRead: 1, tasks: 2, trusted: 2 });
    expect(world.found.map(({ task }) => task)).toEqual(TASKS.slice(1));
  });

  it('reports a container whose verification throws as not covered', async () => {
    const world = aSweepWorld();
    const verifyAfresh = () => Promise.reject(new Error('out of memory'));
    await runSweep(sweepPorts(world, TASKS, { verifyAfresh }), FIRST);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ trusted: 0, notCovered: 3 });
  });

  it('writes a report without changes when the latest one cannot be read, and says so', async () => {
    const world = aSweepWorld();
    const refused: unknown[] = [];
    const error = new Error('no report');
    const readLatest = () => Promise.reject(error);
    await runSweep(sweepPorts(world, TASKS, { readLatest, onPreviousRefused: (each) => refused.push(each) }), FIRST);
    expect(refused).toEqual([error]);
    expect(world.reports.get(SWEEP)?.changes).toBeNull();
  });

  it('refuses a sweep of the future, whose report would hide those until then', async () => {
    const world = aSweepWorld();
    const sweepAt = (time: number) =>
      runSweep(sweepPorts(world, TASKS), { sweep: new Date(time).toISOString(), invocation: 1 });
    await expect(sweepAt(NOW + SWEEP_CLOCK_SKEW_MS + 1)).rejects.toThrow('expected a sweep that is due');
    expect(world.reports.size).toBe(0);
    await sweepAt(NOW + SWEEP_CLOCK_SKEW_MS);
    expect(world.reports.size).toBe(1);
  });

  it('begins anew by another trust document', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), FIRST, () => (world.verifications.length < 3 ? FULL_TIME() : 1));
    const readTrustDocument = async () => ({ ...aLoadedTrust(), sha256: 'b'.repeat(64) });
    await runSweep(sweepPorts(world, TASKS, { readTrustDocument }), SECOND);
    expect(world.verifications).toHaveLength(6);
    expect(world.reports.get(SWEEP)?.trustDocument).toBe('b'.repeat(64));
  });

  it('fails and keeps what was verified when the trust document can no longer be read', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), FIRST, () => (world.verifications.length < 3 ? FULL_TIME() : 1));
    const readTrustDocument = () => Promise.reject(new Error('throttled'));
    const unreadable = runSweep(sweepPorts(world, TASKS, { readTrustDocument }), SECOND);
    await expect(unreadable).rejects.toThrow('the trust document of this sweep can no longer be used: throttled');
    await runSweep(sweepPorts(world, TASKS), SECOND);
    expect(world.verifications).toHaveLength(3);
    expect(world.reports.get(SWEEP)?.coverage.trusted).toBe(3);
  });

  it('counts everything as not covered and sends nothing without a usable trust document', async () => {
    const world = aSweepWorld();
    const readTrustDocument = () => Promise.reject(new Error('access denied'));
    await runSweep(sweepPorts(world, TASKS, { readTrustDocument }), FIRST);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ notCovered: 3, trusted: 0, untrusted: 0, exempt: 0 });
    expect([world.reports.get(SWEEP)?.trustDocument, world.found]).toEqual([null, []]);
  });

  it('begins anew when the kept state is of another format', async () => {
    const world = aSweepWorld();
    world.objects.set(SWEEP, '{"version":0}');
    await runSweep(sweepPorts(world, TASKS), FIRST);
    expect(world.reports.get(SWEEP)?.coverage.trusted).toBe(3);
  });

  it(`makes ${CALLS} calls of such ports`, async () => {
    const ports = sweepPorts(await afterOneSweep(), TASKS);
    await expect(runSweep(crashing(ports, CALLS + 1), FIRST)).resolves.toBeUndefined();
  });

  it.each(Array.from({ length: CALLS }, (_, index) => index + 1))(
    'a crash in call %d of a port loses nothing: the repeated invocation announces the same report',
    async (at) => {
      const expected = await afterOneSweep();
      await runSweep(sweepPorts(expected, TASKS), FIRST);
      expect(expected.reports.get(SWEEP)?.changes).toMatchObject({ since: EARLIER, list: [{ kind: 'appeared' }] });
      const world = await afterOneSweep();
      const ports = sweepPorts(world, TASKS);
      await expect(runSweep(crashing(ports, at), FIRST)).rejects.toThrow('crashed');
      await runSweep(ports, FIRST);
      expect(world.reports.get(SWEEP)).toEqual(expected.reports.get(SWEEP));
      expect(new Set(world.found.map(({ task }) => task.taskArn))).toEqual(new Set(TASKS.map((each) => each.taskArn)));
      expect(world.swept).toContain(SWEEP);
      expect(world.objects.size).toBe(0);
    },
  );

  it('two invocations at once, of one sweep or two, send the same messages and never move the latest report back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(SWEEP, LATER), async (scheduler, second) => {
        const world = aSweepWorld();
        const plain = sweepPorts(world, TASKS);
        const slow = <A extends readonly unknown[], R>(port: (...args: A) => Promise<R>) =>
          scheduler.scheduleFunction(port as never) as unknown as typeof port;
        const ports: SweepPorts = {
          ...plain,
          readState: slow(plain.readState),
          keepState: slow(plain.keepState),
          sendFound: slow(plain.sendFound),
          write: slow(plain.write),
          dropState: slow(plain.dropState),
        };
        const both = Promise.all([runSweep(ports, FIRST), runSweep(ports, { sweep: second, invocation: 1 })]);
        await scheduler.waitFor(both);
        expect(new Set(world.found.map(({ task }) => task.taskArn))).toEqual(
          new Set(TASKS.map((each) => each.taskArn)),
        );
        expect(world.latest).toEqual(world.latest.toSorted());
        expect(world.latest.at(-1)).toBe(second);
      }),
      { numRuns: 30 },
    );
  });
});
