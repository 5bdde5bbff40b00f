import { DONE, NEW_DEPLOYMENT, retryLater, untrusted } from '../../../verification';
import { aContainer, anUntrusted, aTrusted, digestOf, MINUTE, NOW } from '../../support/domain/domain';
import { aHook, aPauseHook, DEPLOYMENT, HOOK } from '../../support/gate/fake-deployment';
import { FakeGate, gateWith } from '../../support/gate/fake-gate';

const unsigned = untrusted('unsigned', 'no signature');
const ROLLED_BACK = [[HOOK, 'roll-back']];

describe('answerHook for several hooks of one deployment', () => {
  const second = aHook({ hookId: 'second' });
  const hooks = [aPauseHook(), aPauseHook({ hookId: 'second' })];

  it('answers each hook of a stage, and each step of a linear or canary deployment', async () => {
    const gate = new FakeGate({ deployment: { hooks } });
    await gate.deliver();
    await gate.deliver({ hook: second });
    expect(gate.ecs.answers).toEqual([
      [HOOK, 'continue'],
      ['second', 'continue'],
    ]);
    expect(gate.outcomes()).toEqual(['continued', 'continued']);
  });

  it('shares the time at which an image was first seen untrusted', async () => {
    const gate = gateWith(unsigned, { deployment: { hooks } });
    await gate.deliver();
    gate.now += MINUTE;
    await expect(gate.deliver({ hook: second })).resolves.toEqual(DONE);
    expect(gate.ecs.answers).toEqual([['second', 'roll-back']]);
  });

  it('rule 8: counts anew for an image that was trusted in between', async () => {
    const gate = gateWith(unsigned, { deployment: { hooks } });
    await gate.deliver();
    gate.now += MINUTE / 2;
    gate.verdicts.set(digestOf('a'), aTrusted());
    await expect(gate.deliver()).resolves.toEqual(DONE);
    gate.now += 10 * MINUTE;
    gate.verdicts.set(digestOf('a'), unsigned);
    await expect(gate.deliver({ hook: second })).resolves.toEqual(retryLater(60));
    expect(gate.ecs.answers).toEqual([[HOOK, 'continue']]);
  });

  it('keeps the earlier time when two deliveries see an untrusted image first', async () => {
    const gate = gateWith(unsigned, { deployment: { hooks } });
    await gate.deliver();
    gate.now += MINUTE / 2;
    const stale = { ...gate.ledger, recallDeployment: async () => NEW_DEPLOYMENT };
    Object.assign(gate.ports, { gateLedger: stale });
    await gate.deliver({ hook: second });
    await expect(gate.ledger.recallDeployment(DEPLOYMENT)).resolves.toMatchObject({
      untrusted: [{ name: 'web', since: NOW }],
    });
  });

  it('does not take its own rollback at another hook for an override', async () => {
    const gate = gateWith(anUntrusted('revoked'), { deployment: { hooks } });
    await gate.deliver();
    await expect(gate.deliver({ hook: second })).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.outcomes()]).toEqual([ROLLED_BACK, ['rolled-back']]);
    expect(gate.leftAlone).toEqual(['the deployment was rolled back at another hook, or because of a task']);
  });
});

describe('answerHook for containers', () => {
  const containers = [aContainer(), aContainer({ name: 'side', imageDigest: digestOf('b') })];

  it('rolls a deployment back when one of its images is untrusted', async () => {
    const gate = new FakeGate({ containers });
    gate.verdicts.set(digestOf('b'), anUntrusted('revoked'));
    await gate.deliver();
    expect(gate.ecs.answers).toEqual(ROLLED_BACK);
  });

  it('says that a verdict is provisional where a tag was resolved', async () => {
    const gate = new FakeGate({ containers: [aContainer({ imageDigest: null })] });
    await gate.deliver();
    expect(gate.announced[0]?.[1].containers).toMatchObject([{ provisional: true, image: { digest: digestOf('f') } }]);
  });
});
