import type { FaultEffect } from '../../testing/gateway/fault';
import { IMAGE_ATTEMPTS } from '../../verification/decide-response';
import { inconclusive, taskRuns } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import type { SceneBuilder } from '../scene-builder';

const runsWhile = async (builder: SceneBuilder, effect: FaultEffect): Promise<readonly SceneEvent[]> => {
  const image = await builder.pushSigned();
  builder.addRegistryFault(builder.repository(), effect);
  return taskRuns(image);
};

/** Outages, during which nothing is stopped, and an image that is gone. Each is retried later. */
export const OUTAGE_SCENES: readonly Scene[] = [
  {
    name: 'registry-throttled',
    explanation: 'The registry throttles every request (429).',
    setUp: (builder) => runsWhile(builder, { kind: 'status', status: 429 }),
    expected: inconclusive('service', 'throttled'),
  },
  {
    name: 'registry-down',
    explanation: 'The registry is unavailable and answers every request with 503.',
    setUp: (builder) => runsWhile(builder, { kind: 'status', status: 503 }),
    expected: inconclusive('service', 'registry-unavailable'),
  },
  {
    name: 'registry-hanging',
    explanation: 'The registry accepts requests but never answers: the verifier gives up after 20 seconds.',
    setUp: (builder) => runsWhile(builder, { kind: 'hang' }),
    expected: inconclusive('service', 'timed-out'),
    slow: true,
  },
  {
    name: 'image-deleted',
    explanation: `The image was deleted from the registry: the task is reported after ${IMAGE_ATTEMPTS} attempts.`,
    setUp: async (builder) => {
      const image = await builder.pushSigned();
      await builder.remove(image);
      const [event] = taskRuns(image);
      return event ? Array.from({ length: IMAGE_ATTEMPTS }, (_, index) => ({ ...event, attempt: index + 1 })) : [];
    },
    expected: {
      containers: [
        {
          container: 'web',
          verdict: 'inconclusive',
          cause: 'image',
          reason: 'image-not-found',
          response: 'reported',
          earlier: ['recorded'],
        },
      ],
    },
  },
  {
    name: 'signer-throttled',
    explanation: 'AWS Signer throttles the revocation check (429), and all three attempts of the plugin fail.',
    setUp: async (builder) => {
      const image = await builder.push();
      builder.addSignerFault(await builder.sign(image), { kind: 'status', status: 429 });
      return taskRuns(image);
    },
    expected: inconclusive('service', 'throttled'),
    slow: true,
  },
];
