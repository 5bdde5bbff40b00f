import {
  ALREADY_ROLLING_BACK,
  DONE,
  NO_DEPLOYMENT,
  ResponseError,
  rollbackKey,
  type ServiceDeployment,
} from '../../../verification';
import { TASK } from '../../support/domain/domain';
import { failing, fakeLedger, refusing } from '../../support/domain/fake-ports';
import { DEPLOYMENT, fakeService } from '../../support/domain/fake-service';
import { portsOf, publishedBy, respondToService, ROLLED_BACK } from '../../support/domain/rolling-back';

describe('respondToContainer when ECS refuses to roll back', () => {
  const refusedWhile = (progress: ServiceDeployment['progress']) => {
    const service = fakeService();
    const stopDeployment = async () => (service.setProgress(DEPLOYMENT, progress), refusing());
    return portsOf(service, { stopDeployment });
  };

  it.each([
    ['has ended meanwhile', 'ended', NO_DEPLOYMENT],
    ['is being rolled back by someone else', 'rolling-back', ALREADY_ROLLING_BACK],
  ] as const)('reports, gives the stop back and is done when the deployment %s', async (_what, progress, note) => {
    const fake = refusedWhile(progress);
    expect(await respondToService(fake)).toEqual(DONE);
    expect(publishedBy(fake)).toEqual([['reported', note]]);
    expect(fake.calls).toContain('give-back');
  });

  it('is done also when ECS no longer knows the deployment', async () => {
    const service = fakeService();
    let isGone = false;
    const fake = portsOf(service, {
      stopDeployment: async () => ((isGone = true), refusing()),
      describeDeployment: async (arn) => (isGone ? undefined : service.ports.describeDeployment(arn)),
    });
    expect(await respondToService(fake)).toEqual(DONE);
    expect(publishedBy(fake)).toEqual([['reported', NO_DEPLOYMENT]]);
  });

  it('announces that it failed, gives the stop back and throws while the deployment is in progress', async () => {
    const fake = refusedWhile('in-progress');
    await expect(respondToService(fake)).rejects.toThrow(ResponseError);
    expect(publishedBy(fake)).toEqual([['rollback-failed', null]]);
    expect(fake.calls).toContain('give-back');
  });

  it('throws the refusal when the deployment cannot be described again', async () => {
    const service = fakeService();
    let isRefused = false;
    const fake = portsOf(service, {
      stopDeployment: async () => ((isRefused = true), refusing()),
      describeDeployment: async (arn) => (isRefused ? failing() : service.ports.describeDeployment(arn)),
    });
    await expect(respondToService(fake)).rejects.toMatchObject({ cause: { name: 'StopRefusedError' } });
  });

  it('announces the rollback at the next attempt when ECS carried it out without an answer', async () => {
    const service = fakeService();
    const stopDeployment = async (arn: string) => service.ports.stopDeployment(arn).then(failing);
    const fake = portsOf(service, { stopDeployment });
    await expect(respondToService(fake)).rejects.toThrow(ResponseError);
    expect(fake.calls).not.toContain('give-back');
    expect([...fake.ledger.kept.keys()]).toContain(rollbackKey(TASK, DEPLOYMENT));
    expect(await respondToService(fake, { attempt: 2 })).toEqual(DONE);
    expect(publishedBy(fake)).toEqual([['rollback-failed', null], ROLLED_BACK]);
    expect(service.stopped).toEqual([DEPLOYMENT]);
  });

  it('rolls nothing back when the intention cannot be kept', async () => {
    const service = fakeService();
    const fake = portsOf(service, { ledger: { ...fakeLedger(), keep: failing } });
    await expect(respondToService(fake)).rejects.toThrow();
    expect(service.stopped).toEqual([]);
  });
});
