import {
  DescribeServiceDeploymentsCommand,
  type DeploymentLifecycleHookDetail,
  type DeploymentLifecycleHookStatus,
  type ECSClient,
  type ServiceDeployment as EcsServiceDeployment,
} from '@aws-sdk/client-ecs';
import type { HookStatus, PauseHook } from '../../verification';
import { describeAll } from './describe-all';
import { toServiceHook, type ServiceHook } from './describe-service';

/** A service deployment for people, in ECS's own words. */
export interface DeploymentDetails {
  readonly arn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  /** Such as `IN_PROGRESS` or `ROLLBACK_SUCCESSFUL`. */
  readonly status: string;
  readonly statusReason: string | null;
  /** The stage that it is at; null if ECS does not say. */
  readonly stage: string | null;
  readonly targetRevisionArn: string | null;
  /** The pause hooks that it has come to. */
  readonly hooks: readonly PauseHook[];
  /** The hooks of its deployment configuration. */
  readonly configuredHooks: readonly ServiceHook[];
}

/** Reads service deployments; those that ECS no longer knows are left out. Throws what the SDK throws. */
export type ReadDeployments = (arns: readonly string[]) => Promise<readonly DeploymentDetails[]>;

const STATUS: Readonly<Record<DeploymentLifecycleHookStatus, HookStatus>> = {
  AWAITING_ACTION: 'awaiting-action',
  IN_PROGRESS: 'in-progress',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
};

const statusOf = (status: string | undefined): HookStatus =>
  status !== undefined && Object.hasOwn(STATUS, status) ? STATUS[status as DeploymentLifecycleHookStatus] : 'unknown';

const toPauseHook = ({ hookId, status, expiresAt, timeoutAction }: DeploymentLifecycleHookDetail): PauseHook => ({
  hookId: hookId ?? '',
  status: statusOf(status),
  expiresAt: expiresAt?.getTime() ?? null,
  timeoutAction: timeoutAction === 'CONTINUE' ? 'continue' : 'roll-back',
});

const toDetails = (deployment: EcsServiceDeployment): DeploymentDetails => ({
  arn: deployment.serviceDeploymentArn ?? '',
  serviceArn: deployment.serviceArn ?? '',
  clusterArn: deployment.clusterArn ?? '',
  status: deployment.status ?? 'UNKNOWN',
  statusReason: deployment.statusReason ?? null,
  stage: deployment.lifecycleStage ?? null,
  targetRevisionArn: deployment.targetServiceRevision?.arn ?? null,
  hooks: (deployment.lifecycleHookDetails ?? []).filter(({ targetType }) => targetType === 'PAUSE').map(toPauseHook),
  configuredHooks: (deployment.deploymentConfiguration?.lifecycleHooks ?? []).map(toServiceHook),
});

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html
const MOST = 20;

/** Makes the reader of one account and region. */
export const deploymentsReader =
  (client: ECSClient): ReadDeployments =>
  (arns) =>
    describeAll(arns, {
      action: 'ecs:DescribeServiceDeployments',
      what: 'service deployments',
      most: MOST,
      describe: async (serviceDeploymentArns) => {
        const request = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns });
        const { serviceDeployments = [], failures } = await client.send(request);
        return { items: serviceDeployments.map(toDetails), failures };
      },
    });
