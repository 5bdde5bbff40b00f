import { confirmVerdict, type RespondPorts, type Task, type TaskToConfirm, type Verdict } from '../../verification';
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
  ECR,
  MINUTE,
  TASK,
} from '../support/domain/domain';
import { failing, fakePorts, fakeVerify } from '../support/domain/fake-ports';

const toConfirm: TaskToConfirm = {
  task: aTask(),
  trust: aLoadedTrust({ mode: 'enforce' }),
  remaining: () => MINUTE,
};
const confirm = async (overrides: Partial<RespondPorts> = {}, verified = aVerified(), each = toConfirm) => {
  const { ports, calls } = fakePorts(overrides);
  return { confirmation: await confirmVerdict(each, verified, ports), calls };
};
const describing = (described: Partial<Task>) => ({ describeTask: async () => aTask(described) });
const NOT_RUNNING = { kind: 'not-running' };

describe('confirmVerdict', () => {
  it('rule 8: asks ECS for the task, then verifies what it describes afresh', async () => {
    const { confirmation, calls } = await confirm();
    expect(calls).toEqual(['describe', 'verify']);
    expect(confirmation).toEqual({ kind: 'described', task: aTask(), verified: aVerified() });
  });

  it('verifies by the policy of the trust document, within the remaining time', async () => {
    const verifyAfresh = fakeVerify(anUntrusted());
    await confirm({ verifyAfresh });
    const { trust, remaining } = toConfirm;
    expect(verifyAfresh.requests).toEqual([{ image: anImage(), policy: aPolicy(), trust, remaining }]);
    expect(verifyAfresh.requests[0]?.remaining).toBe(remaining);
  });

  it.each<[string, Verdict]>([
    ['trusted', aTrusted()],
    ['the same with another detail', anUntrusted('signature-invalid', 'as seen just now')],
    ['untrusted for another reason', anUntrusted('revoked')],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('returns the fresh verdict, whatever the earlier one was: %s', async (_what, fresh) => {
    const { confirmation } = await confirm({ verifyAfresh: fakeVerify(fresh) });
    expect(confirmation).toMatchObject({ kind: 'described', verified: { verdict: fresh } });
  });

  it('rule 8: returns the task as ECS describes it, not as the event did', async () => {
    const { confirmation } = await confirm(describing({ group: 'service:web' }));
    expect(confirmation).toMatchObject({ kind: 'described', task: { group: 'service:web' } });
  });

  it.each<[string, Task | undefined]>([
    ['does not know the task', undefined],
    ['reports that the task is ending', aTask({ desiredStatus: 'STOPPED' })],
    ['reports that the task has ended', aTask({ lastStatus: 'STOPPED' })],
    ['describes another task', aTask({ taskArn: `${TASK}0` })],
    ['describes a task of another cluster', aTask({ clusterArn: `${CLUSTER}-2` })],
    ['describes no container of that name', aTask({ containers: [aContainer({ name: 'api' })] })],
    ['describes no container at all', aTask({ containers: [] })],
  ])('rule 8: verifies nothing when ECS %s', async (_what, described) => {
    const { confirmation, calls } = await confirm({ describeTask: async () => described });
    expect(confirmation).toEqual(NOT_RUNNING);
    expect(calls).toEqual(['describe']);
  });

  it.each<[string, Partial<RespondPorts>, readonly string[]]>([
    ['describing the task', { describeTask: failing }, ['describe']],
    ['the fresh verification', { verifyAfresh: failing }, ['describe', 'verify']],
  ])('throws when %s failed', async (_what, overrides, expected) => {
    const { ports, calls } = fakePorts(overrides);
    await expect(confirmVerdict(toConfirm, aVerified(), ports)).rejects.toThrow('no');
    expect(calls).toEqual(expected);
  });

  it('is inconclusive when the trust document cannot be used', async () => {
    const trust = { kind: 'unusable' as const, reason: 'no such object' };
    const { confirmation, calls } = await confirm({}, aVerified(), { ...toConfirm, trust });
    expect(confirmation).toMatchObject({
      verified: { verdict: { reason: 'tool-failed', detail: 'the trust document cannot be used: no such object' } },
    });
    expect(calls).toEqual(['describe']);
  });
});

describe('confirmVerdict when ECS describes something else than the event', () => {
  const forged = aVerified({
    container: aContainer({ image: 'evil/miner:latest' }),
    image: anImage('evil/miner:latest'),
    policy: null,
    verdict: anUntrusted('no-policy'),
  });

  it('verifies the image that ECS describes, so that a forged event stops no innocent task', async () => {
    const verifyAfresh = fakeVerify(aTrusted());
    const { confirmation } = await confirm({ verifyAfresh, ...describing({}) }, forged);
    expect(verifyAfresh.requests.map(({ image }) => image)).toEqual([anImage()]);
    expect(confirmation).toMatchObject({ verified: { container: aContainer(), verdict: aTrusted() } });
  });

  it('verifies the digest that ECS describes', async () => {
    const verifyAfresh = fakeVerify(anUntrusted());
    await confirm({ verifyAfresh, ...describing({ containers: [aContainer({ imageDigest: digestOf('b') })] }) });
    expect(verifyAfresh.requests.map(({ image }) => image.digest)).toEqual([digestOf('b')]);
  });

  it('does not confirm a digest that only the event contains', async () => {
    const described = { containers: [aContainer({ imageDigest: null })] };
    const { confirmation, calls } = await confirm(describing(described));
    expect(confirmation).toEqual({ kind: 'not-confirmed', task: aTask(described) });
    expect(calls).toEqual(['describe']);
  });

  it.each([
    ['first', [aContainer({ imageDigest: digestOf('b') }), aContainer()]],
    ['last', [aContainer(), aContainer({ image: `${ECR}/shop/api:1` })]],
  ])('chooses of several containers of one name the one with the same image and digest: %s', async (_what, all) => {
    const verifyAfresh = fakeVerify(anUntrusted());
    await confirm({ verifyAfresh, ...describing({ containers: all }) });
    expect(verifyAfresh.requests.map(({ image }) => image)).toEqual([anImage()]);
  });
});

describe('confirmVerdict for evidence without a digest from ECS', () => {
  it('confirms a digest that stands only in the reference', async () => {
    const container = aContainer({ image: `${ECR}/shop/web@${digestOf('b')}`, imageDigest: null });
    const image = anImage(`${ECR}/shop/web@${digestOf('b')}`, digestOf('b'));
    const { confirmation } = await confirm(describing({ containers: [container] }), aVerified({ container, image }));
    expect(confirmation).toMatchObject({ kind: 'described', verified: { image, verdict: anUntrusted() } });
  });

  it.each([
    ['an image that no policy covers', 'evil/miner:latest'],
    ['a host in brackets', '[::1]:5000/evil/miner'],
    ['a sha512 reference', `registry.example.com/x@sha512:${'a'.repeat(128)}`],
    ['the ID of an image', digestOf('3')],
  ])('confirms by its text alone: %s', async (_what, image) => {
    const container = aContainer({ image, imageDigest: null });
    const verified = aVerified({ container, image: null, policy: null, verdict: anUntrusted('no-policy') });
    const { confirmation, calls } = await confirm(describing({ containers: [container] }), verified);
    expect(confirmation).toMatchObject({
      kind: 'described',
      verified: { container, image: null, policy: null, verdict: { kind: 'untrusted', reason: 'no-policy' } },
    });
    expect(calls).toEqual(['describe']);
  });
});
