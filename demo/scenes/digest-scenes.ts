import { differing } from '../differing';
import { PUBLIC_HOST } from '../demo-account';
import { running, taskRuns, TRUSTED, untrusted } from '../one-container';
import type { Scene } from '../scene';
import type { SceneBuilder } from '../scene-builder';
import { describeTask } from '../task-description';

const signedIndex = async (builder: SceneBuilder) => {
  const listed = await builder.push('listed');
  const arm = await builder.push('listed-arm64');
  const index = await builder.pushIndex({ 'linux/amd64': listed, 'linux/arm64': arm }, 'v1');
  await builder.sign(index);
  return { listed, named: `${builder.repository()}:v1@${index.digest}` };
};

/** The image that a tag names, the one that runs, and the one that is signed. */
export const DIGEST_SCENES: readonly Scene[] = [
  {
    name: 'tag-moved',
    explanation:
      'The tag moved to another image after signing: the task started before is trusted, the one started after is not.',
    setUp: async (builder) => {
      const before = await builder.pushSigned('before', { tag: 'v1' });
      const after = await builder.push('after', { tag: 'v1' });
      const named = `${builder.repository()}:v1`;
      return [
        { kind: 'task', task: describeTask({ containers: [running('started-before', before, named)] }) },
        { kind: 'task', task: describeTask({ containers: [running('started-after', after, named)] }) },
      ];
    },
    expected: {
      containers: [
        { ...TRUSTED, container: 'started-before' },
        { ...untrusted('unsigned'), container: 'started-after' },
      ],
    },
  },
  {
    name: 'signed-index',
    explanation: 'The multi-platform index is signed, and one of the images that it lists runs.',
    setUp: async (builder) => {
      const { named, listed } = await signedIndex(builder);
      return [{ kind: 'task', task: describeTask({ containers: [running('web', listed, named)] }) }];
    },
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'signed-index-elsewhere',
    explanation: 'The same in a public registry outside ECR, which is contacted without credentials.',
    setUp: async (builder) => {
      const repository = builder.publicRepository();
      const listed = await builder.push('listed', { repository });
      const index = await builder.pushIndex({ 'linux/amd64': listed }, 'v1', repository);
      await builder.sign(index);
      return [{ kind: 'task', task: describeTask({ containers: [running('web', listed, `${repository}:v1`)] }) }];
    },
    expected: { containers: [TRUSTED] },
    alsoExpected: (evidence) => {
      // Whoever signs the index also has to push, with credentials.
      const read = evidence.requestsTo(PUBLIC_HOST).filter(({ method }) => method === 'GET');
      const sent = new Set(read.map(({ authorization }) => authorization));
      return differing(`credentials sent to ${PUBLIC_HOST}`, 'none', [...sent].join(', ') || 'no request');
    },
  },
  {
    name: 'signed-platforms',
    explanation: 'The multi-platform index that runs is not signed, but the images of all its platforms are.',
    setUp: async (builder) => {
      const [amd, arm] = [await builder.pushSigned('amd64'), await builder.pushSigned('arm64')];
      const index = await builder.pushIndex({ 'linux/amd64': amd, 'linux/arm64': arm }, 'v1');
      return taskRuns(index);
    },
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'unsigned-platform',
    explanation: 'The multi-platform index that runs is not signed, and neither is the image of one of its platforms.',
    setUp: async (builder) => {
      const [amd, arm] = [await builder.pushSigned('amd64'), await builder.push('arm64')];
      const index = await builder.pushIndex({ 'linux/amd64': amd, 'linux/arm64': arm }, 'v1');
      return taskRuns(index);
    },
    expected: { containers: [untrusted('unsigned')] },
  },
  {
    name: 'unlisted-digest',
    explanation: 'The reference names a signed index, but the image that runs is not listed in it.',
    setUp: async (builder) => {
      const { named } = await signedIndex(builder);
      const unlisted = await builder.push('unlisted');
      return [{ kind: 'task', task: describeTask({ containers: [running('web', unlisted, named)] }) }];
    },
    expected: { containers: [untrusted('unsigned')] },
  },
  {
    name: 'before-the-pull',
    explanation:
      'The first event arrives before the image is pulled and has no digest, so only the second is verified.',
    setUp: async (builder) => {
      const image = await builder.pushSigned('app', { tag: 'v1' });
      const named = `${builder.repository()}:v1`;
      const task = describeTask({ containers: [running('web', image, named)] });
      const pulling = { ...task, lastStatus: 'PROVISIONING', containers: [{ name: 'web', image: named }] } as const;
      return [
        { kind: 'task', task: pulling },
        { kind: 'task', task },
      ];
    },
    expected: { containers: [TRUSTED] },
    alsoExpected: ({ deliveries }) => {
      const verdicts = deliveries.map(({ invocation }) =>
        invocation.logs.some(({ text }) => text.includes('Image Verdict')) ? 'verified' : 'skipped',
      );
      return differing('events', 'skipped, verified', verdicts.join(', '));
    },
  },
];
