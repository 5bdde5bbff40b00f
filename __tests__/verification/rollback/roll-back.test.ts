import { DONE, ledgerKey, retryLater } from '../../../verification';
import {
  aLedgerEntry,
  announcedByAll,
  anUntrusted,
  aTask,
  aTrusted,
  aVerified,
  CLUSTER,
  MINUTE,
  NOW,
  someSettings,
  TASK,
} from '../../support/domain/domain';
import { fakeLedger, GRANTED } from '../../support/domain/fake-ports';
import { DEPLOYMENT, fakeService } from '../../support/domain/fake-service';
import { afresh, portsOf, publishedBy, respondToService, ROLLED_BACK } from '../../support/domain/rolling-back';

const bad = aVerified();
const BAD = ledgerKey(TASK, bad);
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });

describe('respondToContainer for the task of a service that is rolled back', () => {
  it('rolls back the deployment that runs the image, then announces it', async () => {
    const service = fakeService();
    const fake = portsOf(service);
    expect(await respondToService(fake)).toEqual(DONE);
    expect(service.stopped).toEqual([DEPLOYMENT]);
    expect(fake.stopReasons).toEqual([]);
    expect(fake.calls).toEqual([
      'describe',
      'verify',
      'list-deployments',
      'verify',
      'spend',
      'stop-deployment',
      'log',
      'event',
      'topic',
    ]);
    expect(publishedBy(fake)).toEqual([ROLLED_BACK]);
    expect(fake.published).toMatchObject([{ workload: 'service', verified: bad }]);
  });

  it("spends a stop of the cluster's budget for the deployment, not for the task", async () => {
    const spent: unknown[] = [];
    await respondToService(portsOf(fakeService(), { spendStop: async (...args) => (spent.push(args), GRANTED) }));
    expect(spent).toEqual([[{ clusterArn: CLUSTER, arn: DEPLOYMENT }, someSettings().stopBudget]]);
  });

  it('rule 8: rolls back only when the image is still unsigned a minute later', async () => {
    let now = NOW;
    const service = fakeService();
    const fake = portsOf(service, { ...afresh(anUntrusted('unsigned')), now: () => now });
    expect(await respondToService(fake, {}, unsigned)).toEqual(retryLater(60));
    expect(fake.calls).toEqual(['log', 'event', 'topic']);
    now += MINUTE;
    expect(await respondToService(fake, { attempt: 2 }, unsigned)).toEqual(DONE);
    expect(publishedBy(fake)).toEqual([['rollback-pending', null], ROLLED_BACK]);
  });

  it('rule 12: takes a pending rollback back when the image has been signed in the meantime', async () => {
    const service = fakeService();
    const fake = portsOf(service);
    await respondToService(fake, {}, unsigned);
    await respondToService(fake, { attempt: 2 }, aVerified({ verdict: aTrusted() }));
    expect(publishedBy(fake).map(([outcome]) => outcome)).toEqual(['rollback-pending', 'reported']);
    expect(service.stopped).toEqual([]);
  });

  it('rule 8: rolls nothing back when the fresh verdict is trusted', async () => {
    const service = fakeService();
    await respondToService(portsOf(service, afresh(aTrusted())));
    expect(service.stopped).toEqual([]);
  });

  it('keeps the rollback in the ledger, and neither repeats nor announces it again', async () => {
    const service = fakeService();
    const fake = portsOf(service);
    await respondToService(fake);
    expect(fake.ledger.kept.get(BAD)).toEqual(
      aLedgerEntry({ announced: announcedByAll('rolled-back'), rolledBack: true }),
    );
    const before = fake.calls.length;
    expect(await respondToService(fake, { attempt: 2 })).toEqual(DONE);
    expect(fake.calls.slice(before)).toEqual([]);
  });

  it('announces the rollback as one again after a channel failed, though the event calls the task standalone', async () => {
    const service = fakeService();
    const kept = new Map([[BAD, aLedgerEntry({ rolledBack: true })]]);
    const fake = portsOf(service, {}, fakeLedger(kept));
    await respondToService(fake, { task: aTask() });
    expect(publishedBy(fake)).toEqual([['rolled-back', null]]);
  });

  it('rolls back by the workload that ECS describes, not the event', async () => {
    const service = fakeService();
    const fake = portsOf(service, { describeTask: async () => aTask({ group: 'service:web' }) });
    await respondToService(fake, { task: aTask() });
    expect([service.stopped, fake.stopReasons]).toEqual([[DEPLOYMENT], []]);
  });

  it('rule 8: a forged event rolls nothing back when ECS describes a standalone task, but stops that', async () => {
    const service = fakeService();
    const fake = portsOf(service, { describeTask: async () => aTask() });
    await respondToService(fake);
    expect([service.stopped, fake.stopReasons.length]).toEqual([[], 1]);
  });
});
