import { randomUUID } from 'node:crypto';
import type { HookState } from './deployment-state';

/** A pause hook that changed, and what it belongs to. */
export interface HookChange {
  readonly clusterArn: string;
  readonly serviceArn: string;
  readonly deploymentArn: string;
  readonly hook: HookState;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const EVENT_NAMES = {
  AWAITING_ACTION: 'HOOK_AWAITING_ACTION',
  IN_PROGRESS: 'HOOK_IN_PROGRESS',
  SUCCEEDED: 'HOOK_SUCCEEDED',
  FAILED: 'HOOK_FAILED',
  TIMED_OUT: 'HOOK_TIMED_OUT',
} as const satisfies Record<HookState['status'], string>;

/** The detail of ECS's event about a pause hook. */
export const toHookDetail = ({ clusterArn, serviceArn, deploymentArn, hook, at }: HookChange): object => ({
  eventType: 'INFO',
  eventName: EVENT_NAMES[hook.status],
  hookId: hook.hookId,
  hookType: 'PAUSE',
  expiresAt: new Date(hook.expiresAt).toISOString(),
  lifecycleStage: hook.stage,
  clusterArn,
  serviceArn,
  serviceDeploymentArn: deploymentArn,
  updatedAt: new Date(at).toISOString(),
});

/** The detail type of ECS's events about pause hooks. */
export const HOOK_DETAIL_TYPE = 'ECS Hook State Change';

/**
 * The message body that EventBridge sends to the queue when a pause hook changes: the event in AWS's own shape.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export const toHookEvent = (change: HookChange): string => {
  const [, , , region, account] = change.deploymentArn.split(':');
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': HOOK_DETAIL_TYPE,
    source: 'aws.ecs',
    account,
    time: new Date(change.at).toISOString(),
    region,
    resources: [change.deploymentArn],
    detail: toHookDetail(change),
  });
};
