import { differing } from '../differing';
import { ENFORCED_CLUSTERS, STOP_BUDGET } from '../demo-deployment';
import { running, taskRuns, untrusted } from '../one-container';
import type { Scene } from '../scene';
import { describeTask } from '../task-description';

const NAMES = ['first', 'second', 'third'];

/** Responses in enforce mode. */
export const ENFORCE_SCENES: readonly Scene[] = [
  {
    name: 'enforce-standalone',
    explanation: 'A standalone task runs an unsigned image: it is verified a second time, then stopped.',
    setUp: async (builder) => taskRuns(await builder.push(), { cluster: ENFORCED_CLUSTERS.standalone }),
    expected: { containers: [{ ...untrusted('unsigned'), response: 'stopped', earlier: ['stop-pending'] }] },
    alsoExpected: ({ stops }) =>
      stops.flatMap(({ reason }) =>
        reason.includes('/demo/enforce-standalone@sha256:') && reason.includes('(unsigned)')
          ? []
          : differing('the stop reason', 'one that names the image and the verdict reason', reason),
      ),
  },
  {
    name: 'enforce-service',
    explanation:
      'A task of a service runs an unsigned image, and no deployment is in progress: it is only reported, since ECS would replace it.',
    setUp: async (builder) =>
      taskRuns(await builder.push(), { cluster: ENFORCED_CLUSTERS.service, group: `service:${builder.service.name}` }),
    expected: { containers: [{ ...untrusted('unsigned'), earlier: ['rollback-pending'] }] },
  },
  {
    name: 'enforce-service-rollback',
    explanation:
      'A task of a service whose deployment is in progress runs an unsigned image: the deployment is rolled back to the signed one.',
    setUp: async (builder) => {
      const { service } = builder;
      const cluster = ENFORCED_CLUSTERS.service;
      service.run({ image: await builder.pushSigned('running before'), cluster });
      const image = await builder.push();
      service.deploy({ image, cluster, holds: ['SCALE_UP'] });
      return taskRuns(image, { cluster, group: `service:${service.name}` });
    },
    expected: {
      containers: [{ ...untrusted('unsigned'), response: 'rolled-back', earlier: ['rollback-pending'] }],
      deployments: [{ status: 'ROLLBACK_SUCCESSFUL', requests: ['stop'], hasTasks: true }],
    },
  },
  {
    name: 'enforce-budget',
    explanation: `More tasks must be stopped than the stop budget of ${STOP_BUDGET} allows: the others are reported, and retried later.`,
    setUp: async (builder) => {
      const image = await builder.pushSigned('app', { profile: builder.profiles.untrusted });
      return NAMES.map((name) => ({
        kind: 'task',
        task: describeTask({ cluster: ENFORCED_CLUSTERS.budget, containers: [running(name, image)] }),
      }));
    },
    expected: {
      containers: NAMES.map((container, index) => ({
        ...untrusted('signer-not-trusted'),
        container,
        response: index < STOP_BUDGET ? 'stopped' : 'stop-budget-spent',
        earlier: ['stop-pending'],
      })),
      retriedAfterSeconds: 'later',
    },
  },
];
