import { DONE } from '../../../verification';
import { anUntrusted, NOW } from '../../support/domain/domain';
import { DEPLOYMENT, fakeService } from '../../support/domain/fake-service';
import { portsOf, respondToService } from '../../support/domain/rolling-back';
import { aHook, HOOK } from '../../support/gate/fake-deployment';
import type { FakeGate } from '../../support/gate/fake-gate';
import { gateWith } from '../../support/gate/fake-gate';

/** The task-start door rolls a deployment back while the gate waits at its hook; the answer of ECS may be lost. */
const rollBackByTask = (gate: FakeGate, answered: boolean) =>
  respondToService(
    portsOf(fakeService(), {
      gateLedger: gate.ledger,
      stopDeployment: async () => {
        gate.ecs.answer(HOOK, 'roll-back');
        if (!answered) throw new Error('no answer');
      },
    }),
  );

describe('the rollback of a deployment that waits for the gate', () => {
  it.each([
    ['stops it', async (): Promise<void> => undefined],
    [
      'calls ECS in vain',
      async (): Promise<never> => {
        throw new Error('no answer');
      },
    ],
  ])('is known to the gate before the verifier %s', async (_what, then) => {
    const service = fakeService();
    const known: boolean[] = [];
    const stopDeployment = async (arn: string): Promise<void> => {
      known.push((await service.gateLedger.recallDeployment(arn)).rolledBack);
      return then();
    };
    await respondToService(portsOf(service, { stopDeployment })).catch(() => undefined);
    expect(known).toEqual([true]);
  });

  it('is not carried out while that cannot be kept', async () => {
    const service = fakeService();
    const gateLedger = { changeDeployment: () => Promise.reject(new Error('throttled')) };
    await expect(respondToService(portsOf(service, { gateLedger }))).rejects.toMatchObject({
      cause: new Error('throttled'),
    });
    expect(service.stopped).toEqual([]);
  });

  it.each([
    ['', true],
    [', though the answer of ECS was lost', false],
  ])('is not announced by the gate as an override%s', async (_what, answered) => {
    const gate = gateWith(anUntrusted('unsigned'), { deployment: { arn: DEPLOYMENT } });
    const hook = aHook({ deploymentArn: DEPLOYMENT });
    await gate.deliver({ hook });
    await rollBackByTask(gate, answered).catch(() => undefined);
    expect(await gate.deliver({ hook, attempt: 2 })).toEqual(DONE);
    expect(gate.outcomes()).toEqual(['rollback-pending']);
    expect(gate.leftAlone).toEqual(['the deployment was rolled back at another hook, or because of a task']);
  });

  it('keeps since when an image is untrusted', async () => {
    const gate = gateWith(anUntrusted('unsigned'), { deployment: { arn: DEPLOYMENT } });
    await gate.deliver({ hook: aHook({ deploymentArn: DEPLOYMENT }) });
    await rollBackByTask(gate, true);
    await expect(gate.ledger.recallDeployment(DEPLOYMENT)).resolves.toEqual({ untrustedSince: NOW, rolledBack: true });
  });
});
