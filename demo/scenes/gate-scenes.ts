import { gateBackOffSeconds } from '../../verification/gate/gate-back-off';
import { GATED_CLUSTERS } from '../demo-deployment';
import { differing } from '../differing';
import { running, TRUSTED, untrusted } from '../one-container';
import type { ExpectedContainer, Scene } from '../scene';
import type { SceneBuilder } from '../scene-builder';
import { pauseAt } from '../scene-service';
import { describeTask } from '../task-description';

const CLUSTER = GATED_CLUSTERS.enforce;
const GATED = { cluster: CLUSTER, hooks: [pauseAt('PRE_SCALE_UP')] };
const CONTINUED: ExpectedContainer = { ...TRUSTED, response: 'continued' };
const WAITED: ExpectedContainer = { ...CONTINUED, earlier: ['waiting'] };
const ROLLED_BACK: ExpectedContainer = {
  ...untrusted('unsigned'),
  response: 'rolled-back',
  earlier: ['rollback-pending'],
};

/** Lets the service run a signed image, to which its deployments can be rolled back. */
const runSigned = async (builder: SceneBuilder): Promise<void> =>
  builder.service.run({ image: await builder.pushSigned('running before'), cluster: CLUSTER });

const serviceTask = ({ service }: SceneBuilder, container: ReturnType<typeof running>) =>
  ({
    kind: 'task',
    task: describeTask({ cluster: CLUSTER, group: `service:${service.name}`, containers: [container] }),
  }) as const;

/** Deployments of services that pause before their first task, and that the deployment gate answers. */
export const GATE_SCENES: readonly Scene[] = [
  {
    name: 'gate-signed',
    explanation:
      'A service is deployed with a signed image: the gate continues the deployment, and its task is trusted.',
    setUp: async (builder) => {
      const image = await builder.pushSigned();
      const deployment = builder.service.deploy({ ...GATED, image });
      return [{ kind: 'hook', deployment }, serviceTask(builder, running('web', image))];
    },
    expected: {
      containers: [CONTINUED, TRUSTED],
      deployments: [{ status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true }],
    },
  },
  {
    name: 'gate-unsigned',
    explanation: 'A service is deployed with an unsigned image: the gate rolls it back before its first task starts.',
    setUp: async (builder) => {
      await runSigned(builder);
      const deployment = builder.service.deploy({ ...GATED, image: await builder.push() });
      return [{ kind: 'hook', deployment }];
    },
    expected: {
      containers: [ROLLED_BACK],
      deployments: [{ status: 'ROLLBACK_SUCCESSFUL', requests: ['roll-back'], hasTasks: false }],
    },
  },
  {
    name: 'gate-audit',
    explanation: 'In audit mode the gate continues the deployment of an unsigned image, and announces it.',
    setUp: async (builder) => {
      const image = await builder.push();
      return [{ kind: 'hook', deployment: builder.service.deploy({ ...GATED, image, cluster: GATED_CLUSTERS.audit }) }];
    },
    expected: {
      containers: [{ ...untrusted('unsigned'), response: 'continued' }],
      deployments: [{ status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true }],
    },
  },
  {
    name: 'gate-outage',
    explanation: 'The registry is down: the deployment waits, and continues after the outage.',
    setUp: async (builder) => {
      const image = await builder.pushSigned();
      const outage = builder.addRegistryFault(builder.repository(), { kind: 'status', status: 503 });
      const deployment = builder.service.deploy({ ...GATED, image });
      return [
        { kind: 'hook', deployment },
        { kind: 'happening', happen: () => outage.remove() },
        { kind: 'hook', deployment, attempt: 2 },
      ];
    },
    expected: {
      containers: [WAITED],
      deployments: [{ status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true }],
    },
    alsoExpected: ({ deliveries: [first] }) =>
      differing('the first retry', `${gateBackOffSeconds(1)} s`, `${first?.retriedAfterSeconds ?? 0} s`),
  },
  {
    name: 'gate-outage-lasting',
    explanation: 'The registry is still down at the second attempt: the deployment waits, and nothing is rolled back.',
    setUp: async (builder) => {
      const image = await builder.pushSigned();
      builder.addRegistryFault(builder.repository(), { kind: 'status', status: 503 });
      const deployment = builder.service.deploy({ ...GATED, image });
      return [
        { kind: 'hook', deployment },
        { kind: 'hook', deployment, attempt: 2 },
      ];
    },
    expected: {
      containers: [
        {
          container: 'web',
          verdict: 'inconclusive',
          cause: 'service',
          reason: 'registry-unavailable',
          response: 'waiting',
        },
      ],
      deployments: [{ status: 'IN_PROGRESS', hasTasks: false }],
      retriedAfterSeconds: gateBackOffSeconds(2),
    },
  },
  {
    name: 'gate-tag-moved',
    explanation:
      'The tag is moved between gate and start: the gate continues with the signed image, and the task that runs the other one is reported.',
    setUp: async (builder) => {
      const signed = await builder.pushSigned('signed', { tag: 'v1' });
      const reference = `${builder.repository()}:v1`;
      const deployment = builder.service.deploy({ ...GATED, image: signed, reference });
      const unsigned = await builder.push('unsigned');
      return [
        { kind: 'hook', deployment },
        { kind: 'happening', happen: () => builder.push('unsigned', { tag: 'v1' }) },
        serviceTask(builder, running('web', unsigned, reference)),
      ];
    },
    expected: {
      containers: [CONTINUED, { ...untrusted('unsigned'), earlier: ['rollback-pending'] }],
      deployments: [{ status: 'SUCCESSFUL', requests: ['continue'], hasTasks: true }],
    },
  },
  {
    name: 'gate-steps',
    explanation: 'A canary deployment pauses at each of its two traffic shifts: the gate continues it each time.',
    setUp: async (builder) => {
      const image = await builder.pushSigned();
      const hooks = [pauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT')];
      const deployment = builder.service.deploy({ cluster: CLUSTER, hooks, strategy: 'CANARY', image });
      return [
        { kind: 'hook', deployment },
        { kind: 'hook', deployment },
      ];
    },
    expected: {
      containers: [{ ...CONTINUED, earlier: ['continued'] }],
      deployments: [{ status: 'SUCCESSFUL', requests: ['continue', 'continue'], hasTasks: true }],
    },
  },
  {
    name: 'gate-manual-approval',
    explanation: 'A second pause hook waits for an approval at a stage that is not gated: the gate leaves it alone.',
    setUp: async (builder) => {
      const hooks = [pauseAt('PRE_SCALE_UP'), pauseAt('POST_TEST_TRAFFIC_SHIFT')];
      const image = await builder.pushSigned();
      const deployment = builder.service.deploy({ cluster: CLUSTER, hooks, strategy: 'BLUE_GREEN', image });
      return [
        { kind: 'hook', deployment },
        { kind: 'hook', deployment },
      ];
    },
    expected: {
      containers: [CONTINUED],
      deployments: [{ status: 'IN_PROGRESS', requests: ['continue'], hasTasks: true }],
    },
  },
];
