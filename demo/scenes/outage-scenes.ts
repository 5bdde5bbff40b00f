import type { FaultEffect } from '../../testing/gateway/fault';
import { inconclusive, taskRuns } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import type { SceneBuilder } from '../scene-builder';

const runsWhile = async (builder: SceneBuilder, effect: FaultEffect): Promise<readonly SceneEvent[]> => {
  const image = await builder.pushSigned();
  builder.addRegistryFault(builder.repository(), effect);
  return taskRuns(image);
};

/** Outages of the registry and of AWS Signer: verification is retried later, and nothing is stopped or reported. */
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
    explanation: 'The registry accepts requests but never answers: notation is killed at its deadline, twice.',
    setUp: (builder) => runsWhile(builder, { kind: 'hang' }),
    expected: inconclusive('service', 'timed-out'),
    slow: true,
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
