import { differing } from '../compare-scene';
import { running, TRUSTED, untrusted } from '../one-container';
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
        { task: describeTask({ containers: [running('started-before', before, named)] }) },
        { task: describeTask({ containers: [running('started-after', after, named)] }) },
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
      return [{ task: describeTask({ containers: [running('web', listed, named)] }) }];
    },
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'unlisted-digest',
    explanation: 'The reference names a signed index, but the image that runs is not listed in it.',
    setUp: async (builder) => {
      const { named } = await signedIndex(builder);
      const unlisted = await builder.push('unlisted');
      return [{ task: describeTask({ containers: [running('web', unlisted, named)] }) }];
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
      return [{ task: pulling }, { task }];
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
