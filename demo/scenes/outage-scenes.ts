import type { FaultEffect } from '../../testing/gateway/fault';
import { inconclusive, taskRuns } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import type { SceneBuilder } from '../scene-builder';

const runsWhile = async (scenery: SceneBuilder, effect: FaultEffect): Promise<readonly SceneEvent[]> => {
  const image = await scenery.pushSigned();
  scenery.disturbRegistry(scenery.repository(), effect);
  return taskRuns(image);
};

/** Outages of registry and AWS Signer: they come back, stop nothing, and accuse nobody. */
export const OUTAGE_SCENES: readonly Scene[] = [
  {
    name: 'registry-throttled',
    explanation: 'The registry says: too many requests.',
    setUp: (scenery) => runsWhile(scenery, { kind: 'status', status: 429 }),
    expected: inconclusive('service', 'throttled'),
  },
  {
    name: 'registry-down',
    explanation: 'The registry answers every request with 503.',
    setUp: (scenery) => runsWhile(scenery, { kind: 'status', status: 503 }),
    expected: inconclusive('service', 'registry-unavailable'),
  },
  {
    name: 'registry-hanging',
    explanation: 'The registry takes requests and never answers: the tool is ended at its deadline, twice.',
    setUp: (scenery) => runsWhile(scenery, { kind: 'hang' }),
    expected: inconclusive('service', 'timed-out'),
    waits: true,
  },
  {
    name: 'signer-throttled',
    explanation: 'AWS Signer says, three times: too many requests.',
    setUp: async (scenery) => {
      const image = await scenery.push();
      scenery.disturbSigner(await scenery.sign(image), { kind: 'status', status: 429 });
      return taskRuns(image);
    },
    expected: inconclusive('service', 'throttled'),
    waits: true,
  },
];
