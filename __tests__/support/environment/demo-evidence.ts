import type { GateEvent } from '../../../contracts/events/gate-event';
import type { VerdictEvent } from '../../../contracts/events/verdict-event';
import type { Evidence } from '../../../demo/evidence';
import type { GateLine, VerdictLine } from '../../../demo/function-output';
import type { GateEvidence } from '../../../demo/gate-evidence';

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

/** The log line about a service deployment with that image, which the gate has rolled back. */
export const demoDecision = (overrides: Partial<GateLine> = {}): GateLine => {
  const { container, image, digest, verdict, reason, cause, rule } = demoLine();
  return {
    message: 'Gate Decision',
    serviceDeployment: 'arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/web/one',
    hook: 'ecs-pause-one',
    outcome: 'rolled-back',
    grants: [],
    containers: [{ container, image, digest, verdict, reason, cause, rule }],
    ...overrides,
  };
};

/** The evidence of that decision. */
export const gateEvidence = (overrides: Partial<GateEvidence> = {}): GateEvidence => ({
  decisions: [demoDecision()],
  events: [gateEvent('rolled-back')],
  messages: ['one'],
  grantUses: 0,
  deployments: [{ status: 'ROLLBACK_SUCCESSFUL', requests: ['roll-back'], hasTasks: false }],
  ...overrides,
});

/** The event about a decision. */
export const gateEvent = (outcome: GateEvent['outcome']): GateEvent => ({
  version: 1,
  deployment: 'demo',
  trustDocument: 'c0'.repeat(32),
  cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo',
  ecsService: 'arn:aws:ecs:us-east-1:111122223333:service/demo/web',
  serviceDeployment: demoDecision().serviceDeployment,
  hook: demoDecision().hook,
  stage: 'PRE_SCALE_UP',
  mode: 'enforce',
  outcome,
  detail: 'no signature',
  containers: [],
  omittedContainers: 0,
  grants: [],
  expiresAt: null,
  timeoutAction: 'roll-back',
  at: '2026-01-23T17:57:58.000Z',
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
  gate: { decisions: [], events: [], messages: [], grantUses: 0, deployments: [] },
  sweeps: [],
  canaries: { passed: [], failed: [], wrong: [] },
  notifyMetrics: [],
  previews: [],
  findings: [],
  webhookRequests: [],
  requestsTo: () => [],
  wasContacted: () => false,
  ...overrides,
});
