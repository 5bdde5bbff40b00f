import type { Deployment } from '../contracts/deployment/deployment';
import { gateStages } from '../contracts/deployment/gated-clusters';
import {
  ECS_EVENT_SOURCE,
  EVENT_SOURCE,
  GRANT_CHANGE_DETAIL_TYPE,
  HOOK_EVENT_DETAIL_TYPE,
  TASK_EVENT_DETAIL_TYPE,
} from '../contracts/events/event-types';
import { verifierNames } from '../contracts/naming/resource-names';

/** An EventBridge rule whose events the launch function processes. */
export interface QueueRule {
  readonly kind: 'tasks' | 'hooks' | 'grants';
  readonly name: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
}

// Without account and region a rule would also match events that other accounts and regions send to the bus.
const ofThisPlace = ({ account, region }: Deployment) => ({ account: [account], region: [region] });

// No clusters: a pattern holds about 28 cluster ARNs, and tasks of clusters that the deployment does not name are
// verified, too. STOPPED is for tasks so short that only their last event has a digest.
const taskRule = (deployment: Deployment): QueueRule => ({
  kind: 'tasks',
  name: verifierNames(deployment).rule,
  description: 'State changes of ECS tasks, for image verification',
  pattern: {
    ...ofThisPlace(deployment),
    source: [ECS_EVENT_SOURCE],
    'detail-type': [TASK_EVENT_DETAIL_TYPE],
    detail: { lastStatus: ['PROVISIONING', 'PENDING', 'RUNNING', 'STOPPED'] },
  },
});

// The launch function answers only the hooks of gated clusters, with the stages of each cluster.
const hookRule = (deployment: Deployment): QueueRule => ({
  kind: 'hooks',
  name: verifierNames(deployment).hookRule,
  description: 'Service deployments that wait at a pause hook, for the deployment gate',
  pattern: {
    ...ofThisPlace(deployment),
    source: [ECS_EVENT_SOURCE],
    'detail-type': [HOOK_EVENT_DETAIL_TYPE],
    detail: { eventName: ['HOOK_AWAITING_ACTION'], hookType: ['PAUSE'], lifecycleStage: gateStages(deployment) },
  },
});

const grantRule = (deployment: Deployment): QueueRule => ({
  kind: 'grants',
  name: verifierNames(deployment).grantRule,
  description: 'Break-glass grants that were written or revoked, to announce them',
  pattern: {
    ...ofThisPlace(deployment),
    source: [EVENT_SOURCE],
    'detail-type': [GRANT_CHANGE_DETAIL_TYPE],
  },
});

/** The rules of a deployment: tasks always, hooks only with a gate, grants only with break-glass. */
export const queueRules = (deployment: Deployment): readonly QueueRule[] => [
  taskRule(deployment),
  ...(gateStages(deployment).length === 0 ? [] : [hookRule(deployment)]),
  ...(deployment.breakGlass === undefined ? [] : [grantRule(deployment)]),
];
