import { differing } from '../compare-scene';
import { running, TRUSTED, untrusted } from '../one-container';
import type { Scene } from '../scene';
import type { SceneBuilder } from '../scene-builder';
import { describeTask } from '../task-description';

const signedIndex = async (scenery: SceneBuilder) => {
  const listed = await scenery.push('listed');
  const arm = await scenery.push('listed-arm64');
  const index = await scenery.pushIndex({ 'linux/amd64': listed, 'linux/arm64': arm }, 'v1');
  await scenery.sign(index);
  return { listed, named: `${scenery.repository()}:v1@${index.digest}` };
};

/** What a tag names, what runs, and what was signed. */
export const DIGEST_SCENES: readonly Scene[] = [
  {
    name: 'tag-moved',
    explanation: 'After signing, the tag was moved to another image: what ran before is trusted, what runs now is not.',
    setUp: async (scenery) => {
      const before = await scenery.pushSigned('before', { tag: 'v1' });
      const after = await scenery.push('after', { tag: 'v1' });
      const named = `${scenery.repository()}:v1`;
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
    explanation: 'The index for all platforms was signed, and one of the images that it lists runs.',
    setUp: async (scenery) => {
      const { named, listed } = await signedIndex(scenery);
      return [{ task: describeTask({ containers: [running('web', listed, named)] }) }];
    },
    expected: { containers: [TRUSTED] },
  },
  {
    name: 'unlisted-digest',
    explanation: 'The reference names a signed index, but what runs is an image that it does not list.',
    setUp: async (scenery) => {
      const { named } = await signedIndex(scenery);
      const unlisted = await scenery.push('unlisted');
      return [{ task: describeTask({ containers: [running('web', unlisted, named)] }) }];
    },
    expected: { containers: [untrusted('unsigned')] },
  },
  {
    name: 'before-the-pull',
    explanation: 'Before the pull nobody knows which digest will run: the first event is put off, the second judged.',
    setUp: async (scenery) => {
      const image = await scenery.pushSigned('app', { tag: 'v1' });
      const named = `${scenery.repository()}:v1`;
      const task = describeTask({ containers: [running('web', image, named)] });
      const pulling = { ...task, lastStatus: 'PROVISIONING', containers: [{ name: 'web', image: named }] } as const;
      return [{ task: pulling }, { task }];
    },
    expected: { containers: [TRUSTED] },
    alsoExpected: ({ deliveries }) => {
      const verdicts = deliveries.map(({ invocation }) =>
        invocation.logs.some(({ text }) => text.includes('Image Verdict')) ? 'judged' : 'put off',
      );
      return differing('events', 'put off, judged', verdicts.join(', '));
    },
  },
];
