import * as fc from 'fast-check';
import { MAX_SWEEP_INVOCATIONS, SWEEP_RESERVE_MS } from '../../../contracts/functions/sweep-limits';
import { parseReport } from '../../../contracts/report/parse-report';
import type { SweepPorts } from '../../../functions/sweep/sweep-ports';
import { aLedgerEntry, aTrusted, aVerified, NOW } from '../../support/domain/domain';
import { aSweepWorld, runSweep, someTasks, sweepPorts } from '../../support/sweep/sweep-world';
import { ledgerKey } from '../../../verification';

const SWEEP = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T13:00:00.000Z';
const TASKS = someTasks(3);
const FIRST = { sweep: SWEEP, invocation: 1 };

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

  it('reports as not covered what the last invocation had no time for', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), { sweep: SWEEP, invocation: MAX_SWEEP_INVOCATIONS }, () => 60_000);
    expect(world.again).toEqual([]);
    expect(world.reports.get(SWEEP)?.coverage).toMatchObject({ trusted: 0, notCovered: 3 });
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
