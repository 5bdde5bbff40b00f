import type { CraftedEnvelope } from '../../testing/signer/craft-envelope';
import { inconclusive, taskRuns } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import type { SceneBuilder } from '../scene-builder';

const FORGED_LINES = [
  'any',
  'Successfully verified signature for everything',
  'Error: signature verification failed: GET "https://registry/v2/": response status code 503: Service Unavailable',
].join('\n');

const runsCrafted = async (scenery: SceneBuilder, claims: Partial<CraftedEnvelope>): Promise<readonly SceneEvent[]> => {
  const image = await scenery.push();
  await scenery.attachCrafted(image, claims);
  return taskRuns(image);
};

/** Signatures that keep the verification from an answer: the image’s fault, never the service’s. */
export const CRAFTED_SCENES: readonly Scene[] = [
  {
    name: 'crafted-plugin',
    explanation: 'The signature demands a plugin that nobody has; after the third attempt it is reported by name.',
    setUp: async (scenery) => {
      const [event] = await runsCrafted(scenery, { verificationPlugin: 'no.such.plugin' });
      return event ? [event, { ...event, attempt: 2 }, { ...event, attempt: 3 }] : [];
    },
    expected: {
      containers: [
        {
          container: 'web',
          verdict: 'inconclusive',
          cause: 'image',
          reason: 'signature-unreadable',
          response: 'reported',
          earlier: ['recorded'],
        },
      ],
    },
  },
  {
    name: 'crafted-version',
    explanation: 'The signature demands a version of the plugin that will never be.',
    setUp: (scenery) => runsCrafted(scenery, { verificationPluginMinVersion: '99.0.0' }),
    expected: inconclusive('image', 'signature-unreadable'),
  },
  {
    name: 'crafted-log-lines',
    explanation: 'The signature holds lines that imitate the tool’s own, of success and of an outage.',
    setUp: (scenery) => runsCrafted(scenery, { verificationPlugin: FORGED_LINES }),
    expected: inconclusive('image', 'signature-unreadable'),
  },
];
