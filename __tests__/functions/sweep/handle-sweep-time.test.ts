import { MAX_SWEEP_INVOCATIONS, REPORT_RESERVE_MS, SWEEP_RESERVE_MS } from '../../../contracts/functions/sweep-limits';
import type { SweepPorts } from '../../../functions/sweep/sweep-ports';
import { aLedgerEntry, CLUSTER, NOW } from '../../support/domain/domain';
import { aSweepWorld, FULL_TIME, runSweep, someTasks, sweepPorts } from '../../support/sweep/sweep-world';

const SWEEP = '2026-03-01T11:00:00.000Z';
const TASKS = someTasks(3);
const FIRST = { sweep: SWEEP, invocation: 1 };
const SECOND = { sweep: SWEEP, invocation: 2 };
const LAST = { sweep: SWEEP, invocation: MAX_SWEEP_INVOCATIONS };
const OTHER_CLUSTER = `${CLUSTER}-other`;

describe('sweepHandler when the time is short', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('continues in another invocation when the time is short, and verifies nothing twice', async () => {
    const world = aSweepWorld();
    const ports = sweepPorts(world, TASKS);
    await runSweep(ports, FIRST, () => (world.verifications.length < 1 ? 900_000 : SWEEP_RESERVE_MS));
    expect(world.again).toEqual([{ sweep: SWEEP, invocation: 2 }]);
    expect(world.reports.size).toBe(0);
    await runSweep(ports, { sweep: SWEEP, invocation: 2 });
    expect(world.verifications.toSorted()).toEqual([...new Set(world.verifications)].toSorted());
    expect(world.reports.get(SWEEP)?.coverage.trusted).toBe(3);
  });

  it('reports a cluster as not read that the last invocation had no time for', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), LAST, () => 60_000);
    expect(world.again).toEqual([]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ clusters: 1, clustersNotRead: 1, tasks: 0 });
  });

  it('reports as not covered what the last invocation had listed, and had no time to verify', async () => {
    const world = aSweepWorld();
    let listed = false;
    const listTasks: SweepPorts['listTasks'] = async (_cluster, onRead) => {
      listed = true;
      onRead(TASKS);
    };
    await runSweep(sweepPorts(world, TASKS, { listTasks }), LAST, () => (listed ? 60_000 : FULL_TIME()));
    expect(world.again).toEqual([]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ trusted: 0, notCovered: 3 });
  });

  it('continues to list clusters in another invocation, and lists none twice', async () => {
    const world = aSweepWorld();
    const listed: string[] = [];
    const ports = sweepPorts(world, TASKS, {
      listClusters: async () => [CLUSTER, OTHER_CLUSTER],
      listTasks: async (cluster, onRead) => {
        listed.push(cluster);
        onRead(cluster === CLUSTER ? TASKS : []);
      },
    });
    await runSweep(ports, FIRST, () => (listed.length === 0 ? FULL_TIME() : SWEEP_RESERVE_MS));
    expect([listed, world.again, world.verifications]).toEqual([[CLUSTER], [SECOND], []]);
    await runSweep(ports, SECOND);
    expect(listed).toEqual([CLUSTER, OTHER_CLUSTER]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ clusters: 2, clustersNotRead: 0, trusted: 3 });
  });

  it('continues with the clusters that are left after a crash, if listing took 30 seconds until then', async () => {
    const world = aSweepWorld();
    const listed: string[] = [];
    let now = NOW;
    const clusters = [CLUSTER, OTHER_CLUSTER, `${CLUSTER}-third`];
    const ports = sweepPorts(world, TASKS, {
      now: () => now,
      listClusters: async () => clusters,
      listTasks: async (cluster) => {
        listed.push(cluster);
        now += 15_000;
        if (listed.length === 3) throw new Error('out of memory');
      },
    });
    const crashing = {
      ...ports,
      keepState: async (sweep: string, state: string) => {
        if (listed.length === 3) throw new Error('crashed');
        await ports.keepState(sweep, state);
      },
    };
    await expect(runSweep(crashing, FIRST)).rejects.toThrow('crashed');
    await runSweep(ports, FIRST);
    expect(listed).toEqual([...clusters, clusters[2]]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ clusters: 3, clustersNotRead: 0 });
  });

  it('reports a cluster as not read that does not answer, and ends', async () => {
    jest.useFakeTimers();
    const world = aSweepWorld();
    const beganAt = Date.now();
    const remaining = () => FULL_TIME() - (Date.now() - beganAt);
    const listTasks = () => new Promise<never>(() => undefined);
    const ports = sweepPorts(world, TASKS, { listTasks });
    const swept = runSweep(ports, FIRST, remaining);
    await jest.advanceTimersByTimeAsync(FULL_TIME() - SWEEP_RESERVE_MS);
    await swept;
    await runSweep(ports, SECOND);
    expect(world.reports.get(SWEEP)?.clusters).toMatchObject([{ problem: 'it could not be listed in time' }]);
  });

  it('continues in another invocation when the ledger could not be read in time, and sends nothing before', async () => {
    const world = aSweepWorld();
    const tasks = someTasks(501);
    const plain = sweepPorts(world, tasks);
    let isSlow = false;
    const recallEntries: SweepPorts['recallEntries'] = (keys) => {
      isSlow = true;
      return plain.recallEntries(keys);
    };
    await runSweep({ ...plain, recallEntries }, FIRST, () => (isSlow ? REPORT_RESERVE_MS : FULL_TIME()));
    expect([world.found, world.again, world.reports.size]).toEqual([[], [SECOND], 0]);
    await runSweep(plain, SECOND);
    expect(world.found).toHaveLength(501);
  });

  it('writes no report while entries of the ledger are left, although nothing is to be sent', async () => {
    const world = aSweepWorld();
    const tasks = someTasks(501);
    const plain = sweepPorts(world, tasks);
    let isSlow = false;
    const recallEntries: SweepPorts['recallEntries'] = async (keys) => {
      isSlow = true;
      return new Map(keys.map((key) => [key, aLedgerEntry({ announced: { log: 'recorded' } })]));
    };
    await runSweep({ ...plain, recallEntries }, FIRST, () => (isSlow ? REPORT_RESERVE_MS : FULL_TIME()));
    expect([world.found, world.again, world.reports.size]).toEqual([[], [SECOND], 0]);
  });

  it('verifies nothing before every cluster is listed', async () => {
    const world = aSweepWorld();
    let isShort = false;
    const listTasks: SweepPorts['listTasks'] = async () => {
      isShort = true;
    };
    const remaining = () => {
      const time = isShort ? SWEEP_RESERVE_MS : FULL_TIME();
      isShort = false;
      return time;
    };
    const ports = sweepPorts(world, TASKS, { listClusters: async () => [CLUSTER, OTHER_CLUSTER], listTasks });
    await runSweep(ports, FIRST, remaining);
    expect([world.verifications, world.again]).toEqual([[], [SECOND]]);
  });

  it('reports tasks as not announced whose entries the last invocation had no time to read', async () => {
    const world = aSweepWorld();
    const remaining = () => (world.verifications.length < 3 ? FULL_TIME() : REPORT_RESERVE_MS);
    await runSweep(sweepPorts(world, TASKS), LAST, remaining);
    const { coverage, tasks = [] } = world.reports.get(SWEEP) ?? {};
    expect(coverage).toMatchObject({ trusted: 3, notCovered: 0 });
    expect(tasks.flatMap(({ containers }) => containers.map(({ announced }) => announced))).toEqual([
      false,
      false,
      false,
    ]);
    expect([world.found, world.again]).toEqual([[], []]);
  });

  it('stops sending when the time is short, and sends the rest in another invocation, none twice', async () => {
    const world = aSweepWorld();
    const tasks = someTasks(501);
    const ports = sweepPorts(world, tasks);
    await runSweep(ports, FIRST, () => (world.found.length === 0 ? FULL_TIME() : REPORT_RESERVE_MS));
    expect([world.found.length, world.again, world.reports.size]).toEqual([500, [SECOND], 0]);
    await runSweep(ports, SECOND);
    expect(new Set(world.found.map(({ task }) => task.taskArn)).size).toBe(501);
    expect(world.found).toHaveLength(501);
  });
});
