import { differing } from '../compare-scene';
import { ENFORCED_CLUSTERS, STOP_BUDGET } from '../demo-deployment';
import { running, taskRuns, untrusted } from '../one-container';
import type { Scene } from '../scene';
import { describeTask } from '../task-description';

const NAMES = ['first', 'second', 'third'];

/** What is done where the deployment says enforce. */
export const ENFORCE_SCENES: readonly Scene[] = [
  {
    name: 'enforce-standalone',
    explanation: 'A standalone task runs an unsigned image: it is looked at twice, then stopped.',
    setUp: async (scenery) => taskRuns(await scenery.push(), { cluster: ENFORCED_CLUSTERS.standalone }),
    expected: { containers: [{ ...untrusted('unsigned'), response: 'stopped', earlier: ['stop-pending'] }] },
    alsoExpected: ({ stops }) =>
      stops.flatMap(({ reason }) =>
        reason.includes('/demo/enforce-standalone@sha256:') && reason.includes('(unsigned)')
          ? []
          : differing('the reason of the stop', 'one that names image and cause', reason),
      ),
  },
  {
    name: 'enforce-service',
    explanation: 'A service’s task runs an unsigned image: it is reported, since ECS would start it again.',
    setUp: async (scenery) =>
      taskRuns(await scenery.push(), { cluster: ENFORCED_CLUSTERS.service, group: 'service:web' }),
    expected: { containers: [untrusted('unsigned')] },
  },
  {
    name: 'enforce-budget',
    explanation: 'More tasks would have to be stopped than the budget allows: the rest is reported, and retried later.',
    setUp: async (scenery) => {
      const image = await scenery.pushSigned('app', { profile: scenery.profiles.untrusted });
      return NAMES.map((name) => ({
        task: describeTask({ cluster: ENFORCED_CLUSTERS.budget, containers: [running(name, image)] }),
      }));
    },
    expected: {
      containers: NAMES.map((container, index) => ({
        ...untrusted('signer-not-trusted'),
        container,
        response: index < STOP_BUDGET ? 'stopped' : 'stop-budget-spent',
      })),
      comesBackAfter: 'later',
    },
  },
];
