import { verifyTask, type Task, type VerifyTaskPorts } from '../../verification';
import {
  aContainer,
  aLoadedTrust,
  anImage,
  anUntrusted,
  aTask,
  aTrusted,
  digestOf,
  ECR,
  NOW,
} from '../support/domain/domain';
import { fakeVerify } from '../support/domain/fake-ports';
import { describing, pulled, toVerify, verdictsOf, verifyTaskPorts, withoutDigest } from '../support/domain/verifying';

const trust = aLoadedTrust();
const digestUnknown = { kind: 'inconclusive', cause: 'service', reason: 'digest-unknown' };
const stranger = withoutDigest('stranger', { image: 'quay.io/stranger/tool:1' });
const imageless = withoutDigest('imageless', { image: null });

describe('verifyTask for a task that is starting or has ended', () => {
  it.each(['PROVISIONING', 'PENDING', 'ACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'])(
    'leaves out a container without a digest, and does not describe the task: %s',
    async (lastStatus) => {
      const { tasks, describeTask } = describing({ containers: [pulled('web', 'b')] });
      const containers = [withoutDigest('web'), stranger, imageless, pulled('api', 'a')];
      const ports = verifyTaskPorts({ describeTask });
      expect(await verdictsOf({ lastStatus, containers }, ports)).toEqual([['api', aTrusted()]]);
      expect(tasks).toEqual([]);
    },
  );
});

describe('verifyTask for containers that need no digest from ECS', () => {
  it.each(['PENDING', 'RUNNING', 'STOPPED'])('does not describe the task: %s', async (lastStatus) => {
    const until = new Date(NOW + 1).toISOString();
    const exemptions = { vendor: { repositories: ['quay.io/vendor/*'], reason: 'mirrored next week', until } };
    const containers = [
      withoutDigest('agent', { image: 'quay.io/vendor/agent:1' }),
      withoutDigest('aws-guardduty-agent-a1', { image: null }),
      withoutDigest('odd', { image: 'Quay.io/X' }),
      withoutDigest('by-digest', { image: `${ECR}/shop/web@${digestOf('b')}` }),
    ];
    const { tasks, describeTask } = describing({ containers });
    const ports = verifyTaskPorts({ describeTask });
    expect(await verdictsOf({ lastStatus, containers }, ports, aLoadedTrust({ exemptions }))).toMatchObject([
      ['agent', { kind: 'exempt', rule: 'vendor' }],
      ['aws-guardduty-agent-a1', { kind: 'exempt', rule: 'aws-managed-sidecar' }],
      ['odd', { kind: 'untrusted', reason: 'no-policy' }],
      ['by-digest', aTrusted()],
    ]);
    expect(tasks).toEqual([]);
  });
});

describe('verifyTask for a running task whose event lacks digests', () => {
  it('describes the task once for all containers, and verifies the digests that ECS reports', async () => {
    const { tasks, describeTask } = describing({ containers: [pulled('api', 'b'), pulled('web', 'c')] });
    const verifyImage = fakeVerify(aTrusted());
    const { task, remaining } = toVerify({
      containers: [withoutDigest('web'), withoutDigest('api'), pulled('job', 'd')],
    });
    const verified = await verifyTask({ task, remaining }, trust, verifyTaskPorts({ describeTask, verifyImage }));
    expect(verified.map(({ container, image, verdict }) => [container.name, image?.digest, verdict])).toEqual([
      ['web', digestOf('c'), aTrusted()],
      ['api', digestOf('b'), aTrusted()],
      ['job', digestOf('d'), aTrusted()],
    ]);
    expect(verified[0]?.container.imageDigest).toBe(digestOf('c'));
    expect(tasks).toEqual([task]);
    expect(verifyImage.requests).toHaveLength(3);
  });

  it('verifies the image that ECS reports when the event has none', async () => {
    const { describeTask } = describing({ containers: [aContainer({ name: 'imageless' })] });
    const ports = verifyTaskPorts({ describeTask });
    expect(await verifyTask(toVerify({ containers: [imageless] }), trust, ports)).toMatchObject([
      { image: anImage(), verdict: aTrusted() },
    ]);
  });

  it.each<[string, VerifyTaskPorts['describeTask']]>([
    ['reports no digest either', async () => aTask({ containers: [withoutDigest('web')] })],
    ['reports a starting task', async () => aTask({ lastStatus: 'PENDING', containers: [withoutDigest('web')] })],
    ['reports a stop to come', async () => aTask({ desiredStatus: 'STOPPED', containers: [withoutDigest('web')] })],
    ['does not know the container', async () => aTask({ containers: [pulled('api', 'b')] })],
    ['no longer knows the task', async () => undefined],
  ])('is inconclusive when ECS %s', async (_what, describeTask) => {
    const containers = [withoutDigest('web')];
    expect(await verifyTask(toVerify({ containers }), trust, verifyTaskPorts({ describeTask }))).toEqual([
      { container: withoutDigest('web'), image: null, policy: null, verdict: expect.objectContaining(digestUnknown) },
    ]);
  });

  it('asks ECS for the digest of an image that no policy covers, and is untrusted also without one', async () => {
    const resolved = { ...stranger, imageDigest: digestOf('b') };
    for (const [described, image] of [
      [resolved, anImage('quay.io/stranger/tool:1', digestOf('b'))],
      [stranger, null],
    ] as const) {
      const { describeTask } = describing({ containers: [described] });
      expect(
        await verifyTask(toVerify({ containers: [stranger] }), trust, verifyTaskPorts({ describeTask })),
      ).toMatchObject([{ image, verdict: { kind: 'untrusted', reason: 'no-policy' } }]);
    }
  });

  it('rule 1: is inconclusive, not untrusted, when ECS cannot be called', async () => {
    const describeTask = async () => {
      throw new Error('DescribeTasks: throttled');
    };
    const containers = [withoutDigest('web'), stranger, pulled('api', 'a')];
    const failed = expect.objectContaining({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'tool-failed',
      detail: 'DescribeTasks: throttled',
    });
    expect(await verdictsOf({ containers }, verifyTaskPorts({ describeTask }))).toEqual([
      ['web', failed],
      ['stranger', failed],
      ['api', aTrusted()],
    ]);
  });
});

describe('verifyTask for a running task that ECS reports as ended', () => {
  const verify = (described: Partial<Task>) => {
    const containers = [withoutDigest('web'), stranger, imageless];
    const { describeTask } = describing({ lastStatus: 'STOPPED', ...described });
    return verdictsOf({ containers }, verifyTaskPorts({ describeTask }));
  };

  it('leaves out containers that never pulled their image', async () => {
    expect(await verify({ containers: [withoutDigest('web'), stranger, imageless] })).toEqual([]);
  });

  it('leaves out containers that ECS no longer reports', async () => {
    expect(await verify({ containers: [] })).toEqual([]);
  });

  it('verifies only containers that pulled their image', async () => {
    expect(await verify({ containers: [pulled('web', 'b'), stranger, imageless] })).toEqual([['web', aTrusted()]]);
    const pinned = { ...stranger, imageDigest: digestOf('b') };
    expect(await verify({ containers: [withoutDigest('web'), pinned, imageless] })).toEqual([
      ['stranger', anUntrusted('no-policy', 'no policy covers quay.io/stranger/tool:1')],
    ]);
  });
});
