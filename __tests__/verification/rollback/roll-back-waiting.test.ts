import {
  ALREADY_ROLLING_BACK,
  DONE,
  NO_DEPLOYMENT,
  ResponseError,
  retryLater,
  type ServiceDeployment,
  type Verdict,
} from '../../../verification';
import { aContainer, anUntrusted, aServiceFailure, aTask, aTrusted } from '../../support/domain/domain';
import { failing, refused } from '../../support/domain/fake-ports';
import { aDeployment, DEPLOYMENT, fakeService } from '../../support/domain/fake-service';
import { afresh, portsOf, publishedBy, respondToService, ROLLED_BACK } from '../../support/domain/rolling-back';

describe('respondToContainer where nothing can be rolled back', () => {
  const first = aDeployment({ sourceRevisionArns: [] });
  const rolling = aDeployment({ progress: 'rolling-back' });
  it.each<[string, readonly ServiceDeployment[], Verdict, string]>([
    ['no deployment is in progress', [], aTrusted(), NO_DEPLOYMENT],
    ['the deployment is rolling back already', [rolling], aTrusted(), ALREADY_ROLLING_BACK],
    [
      'it is the first deployment',
      [first],
      aTrusted(),
      'Nothing was rolled back: this is the first deployment of the service, so there is no previous revision.',
    ],
    [
      'the previous revision is untrusted, too',
      [aDeployment()],
      anUntrusted('unsigned'),
      'Nothing was rolled back: the previous revision is not trusted either: container web is untrusted (unsigned).',
    ],
  ])('reports and says why when %s', async (_what, deployments, source, note) => {
    const service = fakeService({ deployments });
    const fake = portsOf(service, afresh(anUntrusted(), source));
    expect(await respondToService(fake)).toEqual(DONE);
    expect(publishedBy(fake)).toEqual([['reported', note]]);
    expect(fake.logged).toEqual(fake.published);
    expect([service.stopped, fake.calls.includes('spend')]).toEqual([[], false]);
  });

  it('announces that nothing is running when the task has ended, and that nothing was rolled back', async () => {
    const fake = portsOf(fakeService(), { describeTask: async () => undefined });
    expect(await respondToService(fake)).toEqual(DONE);
    expect(publishedBy(fake)).toEqual([['not-running', 'Nothing was rolled back.']]);
  });

  it('rule 12: announces why nothing was rolled back also after it announced a retry', async () => {
    const service = fakeService();
    const fake = portsOf(service, { spendStop: async () => refused(60) });
    await respondToService(fake);
    service.setProgress(DEPLOYMENT, 'ended');
    await respondToService(fake, { attempt: 2 });
    expect(publishedBy(fake)).toEqual([
      ['rollback-budget-spent', null],
      ['reported', NO_DEPLOYMENT],
    ]);
  });
});

describe('respondToContainer when a rollback has to wait', () => {
  const inconclusive =
    'The previous revision could not be verified: container web is inconclusive (registry-unavailable).';

  it('rule 1: retries while the previous revision cannot be verified, and rolls back when it can', async () => {
    const service = fakeService();
    const fake = portsOf(service, afresh(anUntrusted(), aServiceFailure()));
    expect(await respondToService(fake)).toEqual(retryLater());
    expect(publishedBy(fake)).toEqual([['rollback-failed', inconclusive]]);
    expect(service.stopped).toEqual([]);
    await respondToService({ ...fake, ports: { ...fake.ports, ...afresh() } }, { attempt: 2 });
    expect(publishedBy(fake).at(-1)).toEqual(ROLLED_BACK);
  });

  it('rule 12: announces at the last attempt that it is given up, and why', async () => {
    const fake = portsOf(fakeService(), afresh(anUntrusted(), aServiceFailure()));
    expect(await respondToService(fake, { attempt: 30 })).toEqual(retryLater());
    expect(publishedBy(fake)).toEqual([['rollback-abandoned', inconclusive]]);
  });

  it('waits for the stop budget', async () => {
    const service = fakeService();
    const fake = portsOf(service, { spendStop: async () => refused(600) });
    expect(await respondToService(fake)).toEqual(retryLater(600));
    expect(publishedBy(fake)).toEqual([['rollback-budget-spent', null]]);
    expect(service.stopped).toEqual([]);
  });

  it('retries while ECS does not describe the digest', async () => {
    const described = aTask({ group: 'service:web', containers: [aContainer({ imageDigest: null })] });
    const fake = portsOf(fakeService(), { describeTask: async () => described });
    expect(await respondToService(fake)).toEqual(retryLater());
    expect(publishedBy(fake)).toEqual([
      ['rollback-failed', 'ECS does not report the digest that this verdict is about.'],
    ]);
  });

  it.each(['describeTask', 'listDeployments', 'describeDeployment', 'describeRevision', 'spendStop'] as const)(
    'rule 12: announces at once that the rollback failed, and throws: %s',
    async (port) => {
      const service = fakeService();
      const fake = portsOf(service, { [port]: failing });
      await expect(respondToService(fake)).rejects.toThrow(ResponseError);
      expect(publishedBy(fake)).toEqual([['rollback-failed', null]]);
      expect(service.stopped).toEqual([]);
    },
  );
});
