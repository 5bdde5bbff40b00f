import * as fc from 'fast-check';
import { MAX_SWEEP_INVOCATIONS, REPORT_RESERVE_MS, SWEEP_RESERVE_MS } from '../../../contracts/functions/sweep-limits';
import { parseReport } from '../../../contracts/report/parse-report';
import type { SweepPorts } from '../../../functions/sweep/sweep-ports';
import { aLedgerEntry, aLoadedTrust, aTrusted, aVerified, CLUSTER, NOW } from '../../support/domain/domain';
import { aSweepWorld, FULL_TIME, runSweep, someTasks, sweepPorts } from '../../support/sweep/sweep-world';
import { ledgerKey } from '../../../verification';

const SWEEP = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T13:00:00.000Z';
const TASKS = someTasks(3);
const FIRST = { sweep: SWEEP, invocation: 1 };
const SECOND = { sweep: SWEEP, invocation: 2 };
const LAST = { sweep: SWEEP, invocation: MAX_SWEEP_INVOCATIONS };
const OTHER_CLUSTER = `${CLUSTER}-other`;

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

describe('sweepHandler', () => {
  it('verifies each image, has unannounced tasks responded to, and writes a report that can be parsed', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), FIRST);
    const report = world.reports.get(SWEEP);
    expect(parseReport(JSON.stringify(report), 'report')).toEqual(report);
    expect(report?.coverage).toMatchObject({ tasks: 3, containers: 3, trusted: 3, notCovered: 0 });
    expect(world.found.map(({ task, notBefore }) => [task.taskArn, notBefore])).toEqual(
      TASKS.map(({ taskArn }) => [taskArn, NOW]),
    );
    expect([world.swept, world.latest, world.objects.size]).toEqual([[SWEEP], [SWEEP], 0]);
  });

  it('sends nothing for a verdict that was announced', async () => {
    const world = aSweepWorld();
    for (const { taskArn, containers } of TASKS)
      for (const container of containers)
        world.ledger.set(
          ledgerKey(taskArn, aVerified({ container, image: null, verdict: aTrusted() })),
          aLedgerEntry({ announced: { log: 'recorded' } }),
        );
    await runSweep(sweepPorts(world, TASKS), FIRST);
    expect(world.found).toEqual([]);
  });

  it('goes on in another invocation when the time is short, and verifies nothing twice', async () => {
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
    const listTasks = async () => {
      listed = true;
      return TASKS;
    };
    await runSweep(sweepPorts(world, TASKS, { listTasks }), LAST, () => (listed ? 60_000 : FULL_TIME()));
    expect(world.again).toEqual([]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ trusted: 0, notCovered: 3 });
  });

  it('goes on listing clusters in another invocation, and lists none twice', async () => {
    const world = aSweepWorld();
    const listed: string[] = [];
    const ports = sweepPorts(world, TASKS, {
      listClusters: async () => [CLUSTER, OTHER_CLUSTER],
      listTasks: async (cluster) => {
        listed.push(cluster);
        return cluster === CLUSTER ? TASKS : [];
      },
    });
    await runSweep(ports, FIRST, () => (listed.length === 0 ? FULL_TIME() : SWEEP_RESERVE_MS));
    expect([listed, world.again, world.verifications]).toEqual([[CLUSTER], [SECOND], []]);
    await runSweep(ports, SECOND);
    expect(listed).toEqual([CLUSTER, OTHER_CLUSTER]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ clusters: 2, clustersNotRead: 0, trusted: 3 });
  });

  it('goes on in another invocation when the ledger could not be read in time, and sends nothing before', async () => {
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

  it('verifies the canary images once, in the first invocation', async () => {
    const world = aSweepWorld();
    const ports = sweepPorts(world, TASKS);
    await runSweep(ports, FIRST, () => SWEEP_RESERVE_MS);
    await runSweep(ports, SECOND);
    expect(world.canaries).toEqual([SWEEP]);
  });

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

  it('says what changed since the report before', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), FIRST);
    await runSweep(sweepPorts(world, TASKS.slice(1)), { sweep: LATER, invocation: 1 });
    expect(world.reports.get(LATER)?.changes).toMatchObject({ since: SWEEP, list: [{ kind: 'gone' }], more: 0 });
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

  it('begins anew by another trust document', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), FIRST, () => (world.verifications.length < 3 ? FULL_TIME() : 1));
    const readTrustDocument = async () => ({ ...aLoadedTrust(), sha256: 'b'.repeat(64) });
    await runSweep(sweepPorts(world, TASKS, { readTrustDocument }), SECOND);
    expect(world.verifications).toHaveLength(6);
    expect(world.reports.get(SWEEP)?.trustDocument).toBe('b'.repeat(64));
  });

  it('counts everything as not covered and sends nothing without a usable trust document', async () => {
    const world = aSweepWorld();
    const readTrustDocument = () => Promise.reject(new Error('access denied'));
    await runSweep(sweepPorts(world, TASKS, { readTrustDocument }), FIRST);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ notCovered: 3, trusted: 0, untrusted: 0, exempt: 0 });
    expect([world.reports.get(SWEEP)?.trustDocument, world.found]).toEqual([null, []]);
  });

  it('leaves a sweep alone that is finished, or older than the latest report', async () => {
    const world = aSweepWorld();
    const ports = sweepPorts(world, TASKS);
    await runSweep(ports, { sweep: LATER, invocation: 1 });
    await runSweep(ports, { sweep: LATER, invocation: 1 });
    await runSweep(ports, FIRST);
    expect([...world.reports.keys()]).toEqual([LATER]);
  });

  it('begins anew when the kept state is of another format', async () => {
    const world = aSweepWorld();
    world.objects.set(SWEEP, '{"version":0}');
    await runSweep(sweepPorts(world, TASKS), FIRST);
    expect(world.reports.get(SWEEP)?.coverage.trusted).toBe(3);
  });

  it('a crash in any call of a port loses nothing: the repeated invocation gives the same report', async () => {
    const expected = aSweepWorld();
    await runSweep(sweepPorts(expected, TASKS), FIRST);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 }), async (at) => {
        const world = aSweepWorld();
        const ports = sweepPorts(world, TASKS);
        await runSweep(crashing(ports, at), FIRST).catch(() => undefined);
        await runSweep(ports, FIRST);
        expect(world.reports.get(SWEEP)).toEqual(expected.reports.get(SWEEP));
        expect(new Set(world.found.map(({ task }) => task.taskArn))).toEqual(
          new Set(TASKS.map((each) => each.taskArn)),
        );
        expect(world.objects.size).toBe(0);
      }),
    );
  });

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
