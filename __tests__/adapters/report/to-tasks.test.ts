import { ledgerKey } from '../../../verification';
import { aContainer, aLedgerEntry, aTrusted, aVerified, CLUSTER, MINUTE, NOW } from '../../support/domain/domain';
import { inventoryOf, makeReport, SWEEP } from '../../support/sweep/made-report';
import { aRunningTask, someTasks } from '../../support/sweep/sweep-world';

describe('toReportedTasks', () => {
  it('names the owner of the service, else that of the task', () => {
    const services = [
      { clusterArn: CLUSTER, name: 'web', owner: 'payments' },
      { clusterArn: CLUSTER, name: 'bare', owner: null },
    ];
    const tasks = ['service:web', 'service:bare', 'family:job'].map((group) => aRunningTask({ group, owner: 'own' }));
    const report = makeReport(inventoryOf(tasks, { services }), [aTrusted()]);
    expect(report.tasks.map(({ service, owner, workload }) => [service, owner, workload])).toEqual([
      ['web', 'payments', 'service'],
      ['bare', 'own', 'service'],
      [null, 'own', 'standalone'],
    ]);
  });

  it('says when a verdict was first seen, and whether it was announced', () => {
    const [first, second] = someTasks(2);
    const known =
      first && ledgerKey(first.taskArn, aVerified({ container: aContainer(first.containers[0]), verdict: aTrusted() }));
    const entry = aLedgerEntry({ firstSeen: NOW - MINUTE, announced: { log: 'recorded', topic: 'nothing' } });
    const report = makeReport(
      inventoryOf([first, second].filter((each) => each !== undefined)),
      [aTrusted(), aTrusted()],
      {
        entryOf: ({ taskArn }, verified) => (ledgerKey(taskArn, verified) === known ? entry : undefined),
      },
    );
    expect(report.tasks.flatMap(({ containers }) => containers)).toMatchObject([
      { firstSeen: '2026-03-01T11:59:00.000Z', announced: true },
      { firstSeen: SWEEP, announced: false },
    ]);
  });
});
