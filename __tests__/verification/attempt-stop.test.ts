import { attemptStop, type RespondPorts, type Task, type Verdict } from '../../verification';
import {
  aContainer,
  aJudged,
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTask,
  aTrusted,
  CLUSTER,
  digestOf,
  someSettings,
} from '../support/domain/domain';
import { fakeVerify, fakeWorld } from '../support/domain/domain-fakes';

const budget = someSettings().stopBudget;
const attempt = async (overrides: Partial<RespondPorts> = {}, judged = aJudged()) => {
  const world = fakeWorld(overrides);
  const attempted = await attemptStop(aTask(), judged, { ...world.ports, budget });
  return { attempted, calls: world.calls, reasons: world.reasons };
};
const failing = async (): Promise<never> => {
  throw new Error('no');
};

describe('attemptStop', () => {
  it('verifies afresh, then asks ECS, then spends, then stops', async () => {
    const { attempted, calls } = await attempt();
    expect(calls).toEqual(['verify', 'describe', 'spend', 'stop']);
    expect(attempted).toEqual({ kind: 'answered', outcome: 'stopped', judged: aJudged() });
  });

  it('verifies the very image and policy, and asks for the very task, cluster and budget', async () => {
    const seen: unknown[] = [];
    await attempt({
      verifyAfresh: async (...args) => (seen.push(...args), anUntrusted()),
      describeTask: async (task) => (seen.push(task), task),
      spendStop: async (...args) => (seen.push(...args), true),
      stopTask: async (task) => {
        seen.push(task);
      },
    });
    expect(seen).toEqual([anImage(), aPolicy(), aTask(), CLUSTER, budget, aTask()]);
  });

  it('stops by the fresh verdict, whose detail ECS is told', async () => {
    const fresh = anUntrusted('signature-invalid', 'as seen just now');
    const { attempted, reasons } = await attempt({ verifyAfresh: fakeVerify(fresh) });
    expect(attempted.judged.verdict).toEqual(fresh);
    expect(reasons).toEqual([expect.stringContaining('as seen just now')]);
  });

  it.each<[string, Verdict]>([
    ['trusted', aTrusted()],
    ['untrusted for another reason', anUntrusted('revoked')],
    ['inconclusive by a service', aServiceFailure()],
    ['inconclusive by the image', anUnprovable()],
  ])('does no more when fresh evidence differs: %s', async (_what, fresh) => {
    const { attempted, calls } = await attempt({ verifyAfresh: fakeVerify(fresh) });
    expect(attempted).toEqual({ kind: 'changed', judged: aJudged({ verdict: fresh }) });
    expect(calls).toEqual(['verify']);
  });

  it.each<[string, Task | undefined]>([
    ['does not know the task', undefined],
    ['says that it is ending', aTask({ desiredStatus: 'STOPPED' })],
    ['says that it is of a service', aTask({ group: 'service:web' })],
    ['says that it runs another digest', aTask({ containers: [aContainer({ imageDigest: digestOf('b') })] })],
  ])('spends and stops nothing when ECS %s', async (_what, described) => {
    const { attempted, calls } = await attempt({ describeTask: async () => described });
    expect(attempted).toEqual({ kind: 'answered', outcome: 'not-running', judged: aJudged() });
    expect(calls).toEqual(['verify', 'describe']);
  });

  it('stops nothing when the budget is spent', async () => {
    const { attempted, calls } = await attempt({ spendStop: async () => false });
    expect(attempted).toEqual({ kind: 'answered', outcome: 'stop-budget-spent', judged: aJudged() });
    expect(calls).toEqual(['verify', 'describe', 'spend']);
  });

  it.each<[string, Partial<RespondPorts>, readonly string[]]>([
    ['verifying', { verifyAfresh: failing }, ['verify']],
    ['asking ECS', { describeTask: failing }, ['verify', 'describe']],
    ['spending', { spendStop: failing }, ['verify', 'describe', 'spend']],
    ['stopping', { stopTask: failing }, ['verify', 'describe', 'spend', 'stop']],
  ])('mistake 6: passes on that %s failed, and goes no further', async (_what, overrides, expected) => {
    const world = fakeWorld(overrides);
    await expect(attemptStop(aTask(), aJudged(), { ...world.ports, budget })).rejects.toThrow('no');
    expect(world.calls).toEqual(expected);
  });

  it('asks ECS, but no registry, about an image that no policy covers', async () => {
    const judged = aJudged({ policy: null, verdict: anUntrusted('no-policy') });
    const { attempted, calls } = await attempt({}, judged);
    expect(attempted).toEqual({ kind: 'answered', outcome: 'stopped', judged });
    expect(calls).toEqual(['describe', 'spend', 'stop']);
  });

  it('only reports what ECS cannot confirm by digest', async () => {
    const judged = aJudged({ image: null, policy: null, verdict: anUntrusted('no-policy') });
    const { attempted, calls } = await attempt({}, judged);
    expect(attempted).toEqual({ kind: 'answered', outcome: 'reported', judged });
    expect(calls).toEqual([]);
  });
});
