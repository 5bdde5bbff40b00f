import { DONE, retryLater, untrusted, type PauseHook } from '../../../verification';
import { aServiceFailure, anUntrusted, aTrusted, CLUSTER, MINUTE, TRUST_SHA256 } from '../../support/domain/domain';
import { aHook, aPauseHook, DEPLOYMENT, HOOK, SERVICE } from '../../support/gate/fake-deployment';
import { FakeGate, gateWith } from '../../support/gate/fake-gate';

const unsigned = untrusted('unsigned', 'no signature');
const tooMany = untrusted('too-many-signatures', 'too many');
const down = aServiceFailure();
const CONTINUED = [[HOOK, 'continue']];
const ROLLED_BACK = [[HOOK, 'roll-back']];

describe('answerHook', () => {
  it('continues a deployment whose images are trusted, which only the log announces', async () => {
    const gate = new FakeGate();
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect(gate.ecs.answers).toEqual(CONTINUED);
    expect(gate.announced).toMatchObject([
      [
        'log',
        { outcome: 'continued', mode: 'enforce', trustDocument: TRUST_SHA256, grants: [], timeoutAction: 'roll-back' },
      ],
    ]);
    expect(gate.announced[0]?.[1]).toMatchObject({ hook: aHook(), containers: [{ verdict: { kind: 'trusted' } }] });
    expect([gate.verified, gate.waited]).toEqual([['remembered'], []]);
  });

  it('rule 8: rolls back an untrusted image only when it is still untrusted a minute later, on fresh evidence', async () => {
    const gate = gateWith(unsigned);
    await expect(gate.deliver()).resolves.toEqual(retryLater(60));
    expect([gate.ecs.answers, gate.outcomes('topic')]).toEqual([[], ['rollback-pending']]);
    gate.now += MINUTE;
    await expect(gate.deliver({ attempt: 2 })).resolves.toEqual(DONE);
    expect(gate.ecs.answers).toEqual(ROLLED_BACK);
    expect(gate.verified).toEqual(['remembered', 'remembered', 'afresh']);
    expect(gate.outcomes('topic')).toEqual(['rollback-pending', 'rolled-back']);
    expect(gate.announced.at(-1)?.[1].detail).toContain('container web is untrusted (unsigned)');
  });

  it('rule 8: rolls back at once, on fresh evidence, when a signature is revoked', async () => {
    const gate = gateWith(anUntrusted('revoked'));
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.verified]).toEqual([ROLLED_BACK, ['remembered', 'afresh']]);
  });

  it.each([
    ['trusted', aTrusted(), DONE, CONTINUED],
    ['inconclusive', down, retryLater(30), []],
    ['too many to examine', tooMany, retryLater(30), []],
  ])('follows the fresh verdict before a rollback: %s', async (_what, fresh, disposition, answers) => {
    const gate = gateWith(anUntrusted('revoked'), { ports: { verifyAfresh: async () => fresh } });
    await expect(gate.deliver()).resolves.toEqual(disposition);
    expect(gate.ecs.answers).toEqual(answers);
  });

  it('rolls nothing back when ECS describes, once more, that someone has continued meanwhile', async () => {
    const gate = gateWith(anUntrusted('revoked'), { ports: {} });
    let describedTimes = 0;
    const describeDeployment = async () => {
      describedTimes += 1;
      if (describedTimes === 2) gate.ecs.answer(HOOK, 'continue');
      return gate.ecs.describe();
    };
    Object.assign(gate.ports, { describeDeployment });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.ecs.refused, gate.outcomes()]).toEqual([[], ['overridden']]);
    expect(gate.verified).toEqual(['remembered']);
  });

  it('rule 1: waits while an image cannot be verified, says so once, and continues when it can', async () => {
    const gate = gateWith(down);
    await expect(gate.deliver()).resolves.toEqual(retryLater(30));
    gate.now += 5 * MINUTE;
    await expect(gate.deliver({ attempt: 2 })).resolves.toEqual(retryLater(60));
    expect([gate.ecs.answers, gate.outcomes('topic'), gate.waited]).toEqual([[], ['waiting'], [0, 5]]);
    gate.verdict = aTrusted();
    await expect(gate.deliver({ attempt: 3 })).resolves.toEqual(DONE);
    expect(gate.ecs.answers).toEqual(CONTINUED);
    // People were told that the deployment waits.
    expect(gate.outcomes('topic')).toEqual(['waiting', 'continued']);
  });

  it.each<[PauseHook['timeoutAction'], string]>([
    ['roll-back', 'ECS will roll the deployment back by itself'],
    ['continue', 'ECS will continue the deployment by itself'],
  ])('says before the hook expires what ECS will do: %s', async (timeoutAction, text) => {
    const gate = gateWith(down, { deployment: { hooks: [aPauseHook({ timeoutAction })] } });
    await gate.deliver();
    gate.now += 50 * MINUTE;
    await expect(gate.deliver({ attempt: 8 })).resolves.toEqual(retryLater(605));
    await gate.deliver({ attempt: 9 });
    expect(gate.outcomes('topic')).toEqual(['waiting', 'expiring']);
    expect(gate.announced.at(-1)?.[1].detail).toContain(text);
    gate.now += 11 * MINUTE;
    await expect(gate.deliver({ attempt: 10 })).resolves.toEqual(DONE);
    expect(gate.outcomes('topic')).toEqual(['waiting', 'expiring', 'timed-out']);
    expect([gate.ecs.answers, gate.ecs.refused]).toEqual([[], []]);
  });

  it('says at the last attempt that it gives up, and lets the message become a dead letter', async () => {
    const gate = gateWith(down);
    await expect(gate.deliver({ attempt: 29 })).resolves.toMatchObject({ kind: 'retry-later' });
    expect(gate.outcomes('topic')).toEqual(['unanswered']);
  });

  it('continues in audit mode whatever the verdicts, and announces that everywhere', async () => {
    const gate = gateWith(anUntrusted('revoked'), { trust: { mode: 'audit' } });
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.outcomes('event')]).toEqual([CONTINUED, ['continued']]);
    expect(gate.announced[0]?.[1]).toMatchObject({ mode: 'audit', detail: expect.stringContaining('audit mode') });
  });

  it.each([
    ['the stage', { stages: ['POST_SCALE_UP' as const], clusters: {} }],
    ['the cluster', { stages: ['PRE_SCALE_UP' as const], clusters: { [CLUSTER]: [] } }],
    ['anything', { stages: [], clusters: {} }],
  ])('never answers what is not configured: %s', async (_what, configured) => {
    for (const verdict of [aTrusted(), anUntrusted('revoked')]) {
      const gate = gateWith(verdict, { trust: { gate: configured } });
      await expect(gate.deliver()).resolves.toEqual(DONE);
      expect([gate.ecs.answers, gate.ecs.refused, gate.announced]).toEqual([[], [], []]);
      expect(gate.leftAlone).toEqual([expect.stringContaining('does not gate')]);
    }
  });

  it('never answers a deployment that ECS no longer knows', async () => {
    const gate = new FakeGate();
    await expect(gate.deliver({ hook: aHook({ deploymentArn: `${DEPLOYMENT}0` }) })).resolves.toEqual(DONE);
    expect([gate.ecs.answers, gate.announced, gate.leftAlone]).toMatchObject([[], [], [{}]]);
  });

  it.each([
    ['is gone', { describeRevision: async () => undefined }, {}],
    ['is not named', {}, { targetRevisionArn: null }],
  ])('rule 3: waits when the revision %s', async (_what, ports, deployment) => {
    const gate = new FakeGate({ ports, deployment });
    await expect(gate.deliver()).resolves.toEqual(retryLater(30));
    expect([gate.ecs.answers, gate.outcomes()]).toEqual([[], ['waiting']]);
  });

  it.each(['in-progress', 'unknown'] as const)('waits when ECS describes the hook as %s', async (status) => {
    const gate = new FakeGate({ deployment: { hooks: [aPauseHook({ status })] } });
    await expect(gate.deliver()).resolves.toEqual(retryLater(30));
    expect([gate.ecs.answers, gate.verified]).toEqual([[], []]);
  });

  it.each([
    ['continue', 'Someone else continued'],
    ['roll-back', 'rolled back or stopped'],
  ] as const)('announces once that someone else answered: %s', async (action, detail) => {
    const gate = new FakeGate();
    gate.ecs.answer(HOOK, action);
    await expect(gate.deliver()).resolves.toEqual(DONE);
    await expect(gate.deliver()).resolves.toEqual(DONE);
    expect([gate.outcomes('topic'), gate.verified]).toEqual([['overridden'], []]);
    expect(gate.announced[0]?.[1]).toMatchObject({ detail: expect.stringContaining(detail), containers: [] });
    expect(gate.announced[0]?.[1].hook).toMatchObject({ serviceArn: SERVICE, clusterArn: CLUSTER });
  });
});
