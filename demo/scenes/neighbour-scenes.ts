import { ECR_HOST } from '../demo-account';
import { running, taskRuns, TRUSTED, untrusted } from '../one-container';
import type { Scene } from '../scene';
import { describeTask } from '../task-description';

const SIDECAR = 'aws-guardduty-agent-nm40lC';

/** Containers of one task, each answered for itself, and those that are not ours to judge. */
export const NEIGHBOUR_SCENES: readonly Scene[] = [
  {
    name: 'five-containers',
    explanation: 'Of five containers one is unsigned and one lies in a registry that fails: none decides for another.',
    setUp: async (scenery) => {
      const names = ['web', 'worker', 'metrics'];
      const good = await Promise.all(names.map(async (name) => running(name, await scenery.pushSigned(name))));
      const bad = running('unsigned', await scenery.push('unsigned'));
      const repository = scenery.repository('failing');
      const failing = running('failing', await scenery.pushSigned('app', { repository }));
      scenery.disturbRegistry(repository, { kind: 'status', status: 503 });
      return [{ task: describeTask({ containers: [bad, ...good, failing] }) }];
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
      comesBackAfter: 30,
    },
  },
  {
    name: 'guardduty-sidecar',
    explanation: 'AWS put GuardDuty’s agent, of which ECS tells no image, into the task.',
    setUp: async (scenery) => {
      const web = running('web', await scenery.pushSigned());
      const sidecar = { name: SIDECAR, imageDigest: `sha256:${'bf91'.repeat(16)}` };
      return [{ task: describeTask({ containers: [web, sidecar] }) }];
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
    explanation: 'A container is only named like GuardDuty’s agent: it has an image, so it is judged.',
    setUp: async (scenery) => [{ task: describeTask({ containers: [running(SIDECAR, await scenery.push())] }) }],
    expected: { containers: [{ ...untrusted('unsigned'), container: SIDECAR }] },
  },
  {
    name: 'exempt',
    explanation: 'An exemption of the deployment file, with reason and end, covers the unsigned image.',
    setUp: async (scenery) =>
      taskRuns(await scenery.push('log-router', { repository: `${ECR_HOST}/third-party/log-router` })),
    expected: {
      containers: [{ container: 'web', verdict: 'exempt', reason: 'log-router', response: 'recorded' }],
    },
  },
];
