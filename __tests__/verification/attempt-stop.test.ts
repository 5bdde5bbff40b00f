import { attemptStop, type RespondPorts, type Task, type TaskToStop, type Verdict } from '../../verification';
import {
  aContainer,
  aLoadedTrust,
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTask,
  aTrusted,
  aVerified,
  CLUSTER,
  digestOf,
  MINUTE,
  someSettings,
} from '../support/domain/domain';
import { failing, fakePorts, fakeVerify } from '../support/domain/fake-ports';

const toStop: TaskToStop = {
  task: aTask(),
  trust: aLoadedTrust({ mode: 'enforce' }),
  budget: someSettings().stopBudget,
  remaining: () => MINUTE,
};
const attempt = async (overrides: Partial<RespondPorts> = {}, verified = aVerified(), task = toStop) => {
  const { ports, calls, stopReasons } = fakePorts(overrides);
  return { attempted: await attemptStop(task, verified, ports), calls, stopReasons };
};

describe('attemptStop', () => {
  it('rule 8: verifies afresh, then asks ECS, then spends a stop, then stops the task', async () => {
    const { attempted, calls } = await attempt();
    expect(calls).toEqual(['verify', 'describe', 'spend', 'stop']);
    expect(attempted).toEqual({ kind: 'attempted', outcome: 'stopped', verified: aVerified() });
  });

  it('verifies this image by this policy, within the remaining time', async () => {
    const verifyAfresh = fakeVerify(anUntrusted());
    await attempt({ verifyAfresh });
    const { trust, remaining } = toStop;
    expect(verifyAfresh.requests).toEqual([{ image: anImage(), policy: aPolicy(), trust, remaining }]);
    expect(verifyAfresh.requests[0]?.remaining).toBe(remaining);
  });

  it('describes and stops this task, and spends from the budget of its cluster', async () => {
    const seen: unknown[] = [];
    await attempt({
      describeTask: async (task) => (seen.push(task), task),
      spendStop: async (...args) => (seen.push(...args), true),
      stopTask: async (task) => {
        seen.push(task);
      },
    });
    expect(seen).toEqual([aTask(), CLUSTER, toStop.budget, aTask()]);
  });

  it('stops by the fresh verdict, whose detail is part of the stop reason', async () => {
    const fresh = anUntrusted('signature-invalid', 'as seen just now');
    const { attempted, stopReasons } = await attempt({ verifyAfresh: fakeVerify(fresh) });
    expect(attempted.verified.verdict).toEqual(fresh);
    expect(stopReasons).toEqual([expect.stringContaining('as seen just now')]);
  });

  it.each<[string, Verdict]>([
    ['trusted', aTrusted()],
    ['untrusted for another reason', anUntrusted('revoked')],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('rule 8: goes no further when the fresh verdict is another: %s', async (_what, fresh) => {
    const { attempted, calls } = await attempt({ verifyAfresh: fakeVerify(fresh) });
    expect(attempted).toEqual({ kind: 'changed', verified: aVerified({ verdict: fresh }) });
    expect(calls).toEqual(['verify']);
  });

  it.each<[string, Task | undefined]>([
    ['does not know the task', undefined],
    ['reports that the task is ending', aTask({ desiredStatus: 'STOPPED' })],
    ['reports that the task belongs to a service', aTask({ group: 'service:web' })],
    ['reports another running digest', aTask({ containers: [aContainer({ imageDigest: digestOf('b') })] })],
  ])('rule 8: spends and stops nothing when ECS %s', async (_what, described) => {
    const { attempted, calls } = await attempt({ describeTask: async () => described });
    expect(attempted).toEqual({ kind: 'attempted', outcome: 'not-running', verified: aVerified() });
    expect(calls).toEqual(['verify', 'describe']);
  });

  it('stops nothing when the budget is spent', async () => {
    const { attempted, calls } = await attempt({ spendStop: async () => false });
    expect(attempted).toEqual({ kind: 'attempted', outcome: 'stop-budget-spent', verified: aVerified() });
    expect(calls).toEqual(['verify', 'describe', 'spend']);
  });

  it.each<[string, Partial<RespondPorts>, readonly string[]]>([
    ['the fresh verification', { verifyAfresh: failing }, ['verify']],
    ['describing the task', { describeTask: failing }, ['verify', 'describe']],
    ['spending a stop', { spendStop: failing }, ['verify', 'describe', 'spend']],
    ['stopping the task', { stopTask: failing }, ['verify', 'describe', 'spend', 'stop']],
  ])('rule 12: throws when %s failed, and goes no further', async (_what, overrides, expected) => {
    const { ports, calls } = fakePorts(overrides);
    await expect(attemptStop(toStop, aVerified(), ports)).rejects.toThrow('no');
    expect(calls).toEqual(expected);
  });

  it('asks ECS, but verifies nothing, when no policy covers the image', async () => {
    const verified = aVerified({ policy: null, verdict: anUntrusted('no-policy') });
    const { attempted, calls } = await attempt({}, verified);
    expect(attempted).toEqual({ kind: 'attempted', outcome: 'stopped', verified });
    expect(calls).toEqual(['describe', 'spend', 'stop']);
  });

  it('rule 8: only reports a verdict without a digest, since ECS cannot confirm it', async () => {
    const verified = aVerified({ image: null, policy: null, verdict: anUntrusted('no-policy') });
    const { attempted, calls } = await attempt({}, verified);
    expect(attempted).toEqual({ kind: 'attempted', outcome: 'reported', verified });
    expect(calls).toEqual([]);
  });

  it('rule 8: only reports a verdict that cannot be verified afresh, since there is no trust document', async () => {
    const trust = { kind: 'unusable' as const, reason: 'no such object' };
    const { attempted, calls } = await attempt({}, aVerified(), { ...toStop, trust });
    expect(attempted).toEqual({ kind: 'attempted', outcome: 'reported', verified: aVerified() });
    expect(calls).toEqual([]);
  });
});
