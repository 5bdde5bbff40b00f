import { SWEEP_RESERVE_MS } from '../../../contracts/functions/sweep-limits';
import { parseReport } from '../../../contracts/report/parse-report';
import { ledgerKey } from '../../../verification';
import { aLedgerEntry, aTrusted, aVerified, NOW } from '../../support/domain/domain';
import { aSweepWorld, runSweep, someTasks, sweepPorts } from '../../support/sweep/sweep-world';

const SWEEP = '2026-03-01T11:00:00.000Z';
const LATER = '2026-03-01T12:00:00.000Z';
const TASKS = someTasks(3);
const FIRST = { sweep: SWEEP, invocation: 1 };
const SECOND = { sweep: SWEEP, invocation: 2 };

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

  it('verifies the canary images once, in the first invocation', async () => {
    const world = aSweepWorld();
    const ports = sweepPorts(world, TASKS);
    await runSweep(ports, FIRST, () => SWEEP_RESERVE_MS);
    await runSweep(ports, SECOND);
    expect(world.canaries).toEqual([SWEEP]);
  });

  it('says what changed since the report before', async () => {
    const world = aSweepWorld();
    await runSweep(sweepPorts(world, TASKS), FIRST);
    await runSweep(sweepPorts(world, TASKS.slice(1)), { sweep: LATER, invocation: 1 });
    expect(world.reports.get(LATER)?.changes).toMatchObject({ since: SWEEP, list: [{ kind: 'gone' }], more: 0 });
  });

  it('compares no report with one of a later sweep, which may have overtaken it', async () => {
    const world = aSweepWorld();
    const ports = sweepPorts(world, TASKS);
    await runSweep(ports, FIRST, () => SWEEP_RESERVE_MS);
    await runSweep(sweepPorts(world, TASKS.slice(1)), { sweep: LATER, invocation: 1 });
    await runSweep(ports, SECOND);
    expect(world.reports.get(SWEEP)?.changes).toBeNull();
  });

  it('leaves a sweep alone that is finished, or older than the latest report', async () => {
    const world = aSweepWorld();
    const ports = sweepPorts(world, TASKS);
    await runSweep(ports, { sweep: LATER, invocation: 1 });
    await runSweep(ports, { sweep: LATER, invocation: 1 });
    await runSweep(ports, FIRST);
    expect([...world.reports.keys()]).toEqual([LATER]);
  });
});
