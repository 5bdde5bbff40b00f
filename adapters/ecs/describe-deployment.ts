import {
  DescribeServiceDeploymentsCommand,
  type DeploymentLifecycleHookDetail,
  type DeploymentLifecycleHookStatus,
  type ECSClient,
  type ServiceDeployment as EcsServiceDeployment,
  type ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import type {
  DeploymentProgress,
  HookStatus,
  PauseHook,
  ServiceDeployment,
  ServiceDeploymentPorts,
} from '../../verification';
import { isNoLongerKnown, isMissing } from './no-longer-known';

const PROGRESS: Readonly<Record<ServiceDeploymentStatus, DeploymentProgress>> = {
  PENDING: 'in-progress',
  IN_PROGRESS: 'in-progress',
  STOP_REQUESTED: 'rolling-back',
  ROLLBACK_REQUESTED: 'rolling-back',
  ROLLBACK_IN_PROGRESS: 'rolling-back',
  STOPPED: 'ended',
  SUCCESSFUL: 'ended',
  ROLLBACK_SUCCESSFUL: 'ended',
  ROLLBACK_FAILED: 'ended',
};

const STATUSES: Readonly<Record<DeploymentLifecycleHookStatus, HookStatus>> = {
  AWAITING_ACTION: 'awaiting-action',
  IN_PROGRESS: 'in-progress',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
};

// AWS adds values, which the SDK's types do not know.
const lookUp = <Value>(table: Readonly<Record<string, Value>>, key: string | undefined): Value | undefined =>
  key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

const toPauseHook = ({ hookId, status, expiresAt, timeoutAction }: DeploymentLifecycleHookDetail): PauseHook => ({
  hookId: hookId ?? '',
  status: lookUp(STATUSES, status) ?? 'unknown',
  expiresAt: expiresAt?.getTime() ?? null,
  timeoutAction: timeoutAction === 'CONTINUE' ? 'continue' : 'roll-back',
});

const toProgress = ({ serviceDeploymentArn = '', status }: EcsServiceDeployment): DeploymentProgress => {
  const progress = lookUp(PROGRESS, status);
  if (progress !== undefined) return progress;
  const found = JSON.stringify(status);
  throw new Error(`ecs:DescribeServiceDeployments: expected a status of ${serviceDeploymentArn}, found ${found}`);
};

/** A service deployment as ECS describes it. Throws an Error for a status that is not known. */
export const toServiceDeployment = (deployment: EcsServiceDeployment): ServiceDeployment => ({
  arn: deployment.serviceDeploymentArn ?? '',
  serviceArn: deployment.serviceArn ?? '',
  clusterArn: deployment.clusterArn ?? '',
  progress: toProgress(deployment),
  stage: deployment.lifecycleStage ?? null,
  targetRevisionArn: deployment.targetServiceRevision?.arn ?? null,
  sourceRevisionArns: (deployment.sourceServiceRevisions ?? []).flatMap(({ arn }) => (arn === undefined ? [] : [arn])),
  hooks: (deployment.lifecycleHookDetails ?? []).filter(({ targetType }) => targetType === 'PAUSE').map(toPauseHook),
});

/**
 * Describes a service deployment as ECS knows it now; undefined when ECS no longer knows it, its service or its cluster.
 * Throws what the SDK throws.
 */
export const deploymentDescriber =
  (client: ECSClient): ServiceDeploymentPorts['describeDeployment'] =>
  async (deploymentArn) => {
    const answer = await client
      .send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [deploymentArn] }))
      .catch((error: unknown) => {
        if (isNoLongerKnown(error)) return undefined;
        throw error;
      });
    if (answer === undefined) return undefined;
    const { serviceDeployments, failures } = answer;
    const found = serviceDeployments?.find(({ serviceDeploymentArn }) => serviceDeploymentArn === deploymentArn);
    if (found !== undefined) return toServiceDeployment(found);
    if (isMissing(failures)) return undefined;
    const problem = JSON.stringify(failures);
    throw new Error(`ecs:DescribeServiceDeployments: expected ${deploymentArn} or MISSING, found ${problem}`);
  };
