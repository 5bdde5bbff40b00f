import { backOffSeconds } from '../../verification/back-off';
import { ECR_HOST } from '../demo-account';
import { running, taskRuns, TRUSTED, untrusted } from '../one-container';
import type { Scene } from '../scene';
import { describeTask } from '../task-description';

const SIDECAR = 'aws-guardduty-agent-nm40lC';

/** Several containers in one task, and containers that are exempt. */
export const CONTAINER_SCENES: readonly Scene[] = [
  {
    name: 'five-containers',
    explanation: 'One of five images is unsigned, another is in a registry that fails: each gets its own verdict.',
    setUp: async (builder) => {
      const names = ['web', 'worker', 'metrics'];
      const good = await Promise.all(names.map(async (name) => running(name, await builder.pushSigned(name))));
      const bad = running('unsigned', await builder.push('unsigned'));
      const repository = builder.repository('failing');
      const failing = running('failing', await builder.pushSigned('app', { repository }));
      builder.addRegistryFault(repository, { kind: 'status', status: 503 });
      return [{ kind: 'task', task: describeTask({ containers: [bad, ...good, failing] }) }];
    },
    expected: {
      containers: [
        { ...untrusted('unsigned'), container: 'unsigned' },
        { ...TRUSTED, container: 'web' },
        { ...TRUSTED, container: 'worker' },
        { ...TRUSTED, container: 'metrics' },
        {
          container: 'failing',
          verdict: 'inconclusive',
          cause: 'service',
          reason: 'registry-unavailable',
          response: 'recorded',
        },
      ],
      retriedAfterSeconds: backOffSeconds(1),
    },
  },
  {
    name: 'guardduty-sidecar',
    explanation: "AWS added GuardDuty's agent to the task, a sidecar for which ECS reports no image.",
    setUp: async (builder) => {
      const web = running('web', await builder.pushSigned());
      const sidecar = { name: SIDECAR, imageDigest: `sha256:${'bf91'.repeat(16)}` };
      return [{ kind: 'task', task: describeTask({ containers: [web, sidecar] }) }];
    },
    expected: {
      containers: [
        TRUSTED,
        { container: SIDECAR, verdict: 'exempt', reason: 'aws-managed-sidecar', response: 'recorded' },
      ],
    },
  },
  {
    name: 'sidecar-impostor',
    explanation: "A container has the name of GuardDuty's agent, but it also has an image, so it is verified.",
    setUp: async (builder) => [
      { kind: 'task', task: describeTask({ containers: [running(SIDECAR, await builder.push())] }) },
    ],
    expected: { containers: [{ ...untrusted('unsigned'), container: SIDECAR }] },
  },
  {
    name: 'exempt',
    explanation: 'An exemption in the deployment file, with a reason and an end date, covers the unsigned image.',
    setUp: async (builder) =>
      taskRuns(await builder.push('log-router', { repository: `${ECR_HOST}/third-party/log-router` })),
    expected: {
      containers: [{ container: 'web', verdict: 'exempt', reason: 'log-router', response: 'recorded' }],
    },
  },
];
