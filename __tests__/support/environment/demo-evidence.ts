import type { VerdictEvent } from '../../../contracts/events/verdict-event';
import type { Evidence } from '../../../demo/evidence';
import type { VerdictLine } from '../../../demo/function-output';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const TASK = 'arn:aws:ecs:us-east-1:111122223333:task/demo/0123456789abcdef0123456789abcdef';

/** The log line about an unsigned image that is reported. */
export const demoLine = (overrides: Partial<VerdictLine> = {}): VerdictLine => ({
  message: 'Image Verdict',
  task: TASK,
  container: 'web',
  image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/demo/app:v1',
  digest: DIGEST,
  verdict: 'untrusted',
  reason: 'unsigned',
  cause: null,
  rule: null,
  detail: 'no signature',
  response: 'reported',
  ...overrides,
});

/** The event about that image. */
export const demoEvent = (overrides: Partial<VerdictEvent> = {}): VerdictEvent => ({
  version: 3,
  deployment: 'demo',
  trustDocument: 'c0'.repeat(32),
  cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
  task: TASK,
  container: 'web',
  image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/demo/app:v1',
  repository: '111122223333.dkr.ecr.us-east-1.amazonaws.com/demo/app',
  digest: DIGEST,
  verdict: 'untrusted',
  reason: 'unsigned',
  cause: null,
  policy: 'demo',
  rule: null,
  detail: 'no signature',
  signatures: [],
  rejectedSignatures: [],
  mode: 'audit',
  workload: 'standalone',
  response: 'reported',
  note: null,
  at: '2026-01-23T17:57:58.000Z',
  ...overrides,
});

/** The evidence of that image's verdict. */
export const demoEvidence = (overrides: Partial<Evidence> = {}): Evidence => ({
  deliveries: [],
  lines: [demoLine()],
  metrics: ['Verdicts'],
  events: [demoEvent()],
  messages: ['one'],
  stops: [],
  requestsTo: () => [],
  wasContacted: () => false,
  ...overrides,
});
