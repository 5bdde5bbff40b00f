import { createHmac } from 'node:crypto';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../../adapters/webhook/sign-body';
import { WEBHOOK_KEY } from '../demo-environment';
import { differing } from '../differing';
import type { Evidence } from '../evidence';
import { running, taskRuns, untrusted } from '../one-container';
import type { Scene, SceneEvent } from '../scene';
import { describeTask } from '../task-description';

const SWEEP: SceneEvent = { kind: 'sweep' };
const NOTICES: SceneEvent = { kind: 'notices' };

const findingProblems = ({ findings }: Evidence): readonly string[] =>
  differing('findings', 'ARCHIVED', findings.map(({ RecordState }) => RecordState ?? 'ACTIVE').join(', ') || 'none');

/** Recomputes each signature as a receiver does. */
const webhookProblems = ({ webhookRequests }: Evidence): readonly string[] => [
  ...differing('messages to the webhook', '1', String(webhookRequests.length)),
  ...webhookRequests.flatMap(({ headers, body }) => {
    const signed = `${String(headers[TIMESTAMP_HEADER])}.${body.toString()}`;
    const expected = `v1=${createHmac('sha256', WEBHOOK_KEY).update(signed).digest('hex')}`;
    return differing('the signature of the message', expected, String(headers[SIGNATURE_HEADER]));
  }),
];

const countOff = ({ notifyMetrics }: Evidence): number =>
  notifyMetrics.filter((name) => name === 'SecurityHubOff').length;

/** Findings and the webhook. */
export const NOTICE_SCENES: readonly Scene[] = [
  {
    name: 'finding-and-webhook',
    explanation:
      'An unsigned image runs: Security Hub gets a finding, and the webhook a signed message. After the end of the task, the next sweep archives the finding.',
    setUp: async (builder) => {
      const task = describeTask({ containers: [running('web', await builder.push())] });
      const end = (): void => builder.end(task);
      return [{ kind: 'task', task }, NOTICES, { kind: 'happening', happen: end }, SWEEP, NOTICES];
    },
    expected: { containers: [untrusted('unsigned')] },
    alsoExpected: (evidence) => [...findingProblems(evidence), ...webhookProblems(evidence)],
    ownAws: true,
  },
  {
    name: 'security-hub-off',
    explanation:
      'Security Hub is off: the notify function says so, the webhook still gets its message, and nothing is retried.',
    setUp: async (builder) => [
      { kind: 'happening', happen: () => builder.disableSecurityHub() },
      ...taskRuns(await builder.push()),
      SWEEP,
      NOTICES,
    ],
    expected: { containers: [untrusted('unsigned')] },
    alsoExpected: (evidence) => [
      ...differing('findings', '0', String(evidence.findings.length)),
      ...differing('metrics SecurityHubOff', 'some', countOff(evidence) > 0 ? 'some' : 'none'),
      ...webhookProblems(evidence),
    ],
    ownAws: true,
  },
];
