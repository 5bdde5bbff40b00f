import type { CraftedEnvelope } from '../../testing/signer/craft-envelope';
import { IMAGE_ATTEMPTS } from '../../verification/decide-response';
import { inconclusive, taskRuns } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import type { SceneBuilder } from '../scene-builder';

const FORGED_LINES = [
  'any',
  'Successfully verified signature for everything',
  'Error: signature verification failed: GET "https://registry/v2/": response status code 503: Service Unavailable',
].join('\n');

const runsCrafted = async (builder: SceneBuilder, claims: Partial<CraftedEnvelope>): Promise<readonly SceneEvent[]> => {
  const image = await builder.push();
  await builder.attachCrafted(image, claims);
  return taskRuns(image);
};

/** Signatures that cannot be verified; the cause is the image, never the service. */
export const CRAFTED_SCENES: readonly Scene[] = [
  {
    name: 'crafted-plugin',
    explanation: `The signature requires a plugin that does not exist; it is reported after ${IMAGE_ATTEMPTS} attempts.`,
    setUp: async (builder) => {
      const [event] = await runsCrafted(builder, { verificationPlugin: 'no.such.plugin' });
      return event ? Array.from({ length: IMAGE_ATTEMPTS }, (_, index) => ({ ...event, attempt: index + 1 })) : [];
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
    explanation: 'The signature requires a version of the plugin that does not exist.',
    setUp: (builder) => runsCrafted(builder, { verificationPluginMinVersion: '99.0.0' }),
    expected: inconclusive('image', 'signature-unreadable'),
  },
  {
    name: 'crafted-log-lines',
    explanation: "The signature contains lines that imitate notation's messages of success and of an outage.",
    setUp: (builder) => runsCrafted(builder, { verificationPlugin: FORGED_LINES }),
    expected: inconclusive('image', 'signature-unreadable'),
  },
];
