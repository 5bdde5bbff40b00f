import { verifyTask, type VerifyTaskPorts, type Task } from '../../verification';
import {
  aContainer,
  anImage,
  anUntrusted,
  aRulebook,
  aTask,
  aTrusted,
  digestOf,
  ECR,
  NOW,
} from '../support/domain/domain';
import { fakeVerify } from '../support/domain/domain-fakes';
import { aJudging, describing, early, pulled, verdictsOf } from '../support/domain/domain-verifying';

const unknown = { kind: 'inconclusive', cause: 'service', reason: 'digest-unknown' };
const stranger = early('stranger', { image: 'quay.io/stranger/tool:1' });
const imageless = early('imageless', { image: null });

describe('judgeTask for a task that is starting or has ended', () => {
  it.each(['PROVISIONING', 'PENDING', 'ACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'])(
    'leaves out what has no digest, of which a later event will tell or which never pulled, and asks nobody: %s',
    async (lastStatus) => {
      const { asked, describeTask } = describing({ containers: [pulled('web', 'b')] });
      const task = aTask({ lastStatus, containers: [early('web'), stranger, imageless, pulled('api', 'a')] });
      expect(await verdictsOf(task, aJudging({ describeTask }))).toEqual([['api', aTrusted()]]);
      expect(asked).toEqual([]);
    },
  );

  it.each(['PENDING', 'RUNNING', 'STOPPED'])('judges what needs no digest, and asks nobody: %s', async (lastStatus) => {
    const until = new Date(NOW + 1).toISOString();
    const book = aRulebook({ exemptions: { vendor: { repositories: ['quay.io/vendor/*'], reason: 'so', until } } });
    const containers = [
      early('agent', { image: 'quay.io/vendor/agent:1' }),
      early('aws-guardduty-agent-a1', { image: null }),
      early('odd', { image: 'Quay.io/X' }),
      early('by-digest', { image: `${ECR}/shop/web@${digestOf('b')}` }),
    ];
    const { asked, describeTask } = describing({ containers });
    const verdicts = await verdictsOf(aTask({ lastStatus, containers }), aJudging({ trustRules: book, describeTask }));
    expect(verdicts).toMatchObject([
      ['agent', { kind: 'exempt', rule: 'vendor' }],
      ['aws-guardduty-agent-a1', { kind: 'exempt', rule: 'aws-managed-sidecar' }],
      ['odd', { kind: 'untrusted', reason: 'no-policy' }],
      ['by-digest', aTrusted()],
    ]);
    expect(asked).toEqual([]);
  });
});

describe('judgeTask for a running task whose event lacks digests', () => {
  it('asks ECS once for all containers, and judges what it tells', async () => {
    const { asked, describeTask } = describing({ containers: [pulled('api', 'b'), pulled('web', 'c')] });
    const verify = fakeVerify(aTrusted());
    const task = aTask({ containers: [early('web'), early('api'), pulled('job', 'd')] });
    const judged = await verifyTask(task, aJudging({ describeTask, verify }));
    expect(judged.map(({ container, image, verdict }) => [container.name, image?.digest, verdict])).toEqual([
      ['web', digestOf('c'), aTrusted()],
      ['api', digestOf('b'), aTrusted()],
      ['job', digestOf('d'), aTrusted()],
    ]);
    expect(judged[0]?.container.imageDigest).toBe(digestOf('c'));
    expect(asked).toEqual([task]);
    expect(verify.asked).toHaveLength(3);
  });

  it('judges the image that ECS tells of a container whose event told none', async () => {
    const { describeTask } = describing({ containers: [aContainer({ name: 'imageless' })] });
    expect(await verifyTask(aTask({ containers: [imageless] }), aJudging({ describeTask }))).toMatchObject([
      { image: anImage(), verdict: aTrusted() },
    ]);
  });

  it.each<[string, VerifyTaskPorts['describeTask']]>([
    ['does not know either', async () => aTask({ containers: [early('web')] })],
    ['says that it is starting', async () => aTask({ lastStatus: 'PENDING', containers: [early('web')] })],
    ['says that it is told to end', async () => aTask({ desiredStatus: 'STOPPED', containers: [early('web')] })],
    ['does not know the container', async () => aTask({ containers: [pulled('api', 'b')] })],
    ['does not know the task any more', async () => undefined],
  ])('is inconclusive when ECS %s', async (_what, describeTask) => {
    const judged = await verifyTask(aTask({ containers: [early('web')] }), aJudging({ describeTask }));
    expect(judged).toEqual([
      { container: early('web'), image: null, policy: null, verdict: expect.objectContaining(unknown) },
    ]);
  });

  it('asks for the digest of an image that no policy covers, and is untrusted also without one', async () => {
    const tagged = { ...stranger, imageDigest: digestOf('b') };
    for (const [known, image] of [
      [tagged, anImage('quay.io/stranger/tool:1', digestOf('b'))],
      [stranger, null],
    ] as const)
      expect(
        await verifyTask(aTask({ containers: [stranger] }), aJudging(describing({ containers: [known] }))),
      ).toMatchObject([{ image, verdict: { kind: 'untrusted', reason: 'no-policy' } }]);
  });

  it('mistake 4: is inconclusive, not untrusted, when ECS cannot be asked', async () => {
    const describeTask = async () => {
      throw new Error('DescribeTasks: throttled');
    };
    const task = aTask({ containers: [early('web'), stranger, pulled('api', 'a')] });
    const failed = expect.objectContaining({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'tool-failed',
      detail: 'DescribeTasks: throttled',
    });
    expect(await verdictsOf(task, aJudging({ describeTask }))).toEqual([
      ['web', failed],
      ['stranger', failed],
      ['api', aTrusted()],
    ]);
  });
});

describe('judgeTask for a running task that ECS says has ended', () => {
  const judge = (described: Partial<Task>) => {
    const containers = [early('web'), stranger, imageless];
    return verdictsOf(aTask({ containers }), aJudging(describing({ lastStatus: 'STOPPED', ...described })));
  };

  it('leaves out what never pulled', async () => {
    expect(await judge({ containers: [early('web'), stranger, imageless] })).toEqual([]);
  });

  it('leaves out what ECS does not tell of any more', async () => {
    expect(await judge({ containers: [] })).toEqual([]);
  });

  it('judges what did pull, and that alone', async () => {
    expect(await judge({ containers: [pulled('web', 'b'), stranger, imageless] })).toEqual([['web', aTrusted()]]);
    const pinned = { ...stranger, imageDigest: digestOf('b') };
    expect(await judge({ containers: [early('web'), pinned, imageless] })).toEqual([
      ['stranger', anUntrusted('no-policy', 'no policy covers quay.io/stranger/tool:1')],
    ]);
  });
});
