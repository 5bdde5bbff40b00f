import { type DeploymentState, hasStartedTasks, type HookState, stageOf } from './deployment-state';
import { serviceArnOf } from './ecs-arns';
import type { Deployment, Revision } from './service-deployment';

// Timestamps are seconds since the epoch in the JSON protocol.
const seconds = (milliseconds: number): number => milliseconds / 1000;

const timesOf = ({ createdAt, startedAt, finishedAt }: DeploymentState): object => ({
  createdAt: seconds(createdAt),
  ...(startedAt !== null && { startedAt: seconds(startedAt) }),
  ...(finishedAt !== null && { finishedAt: seconds(finishedAt) }),
});

const describeHook = ({ hookId, status, expiresAt, timeoutAction }: HookState): object => ({
  hookId,
  targetType: 'PAUSE',
  status,
  expiresAt: seconds(expiresAt),
  timeoutAction,
});

const summariseRevision = (arn: string, tasks: number): object => ({
  arn,
  requestedTaskCount: tasks,
  runningTaskCount: tasks,
  pendingTaskCount: 0,
});

const placeOf = ({ arn, clusterArn, service, state }: Deployment): object => ({
  serviceDeploymentArn: arn,
  serviceArn: serviceArnOf(clusterArn, service),
  clusterArn,
  status: state.status,
  ...(state.statusReason !== null && { statusReason: state.statusReason }),
  ...timesOf(state),
});

const rollbackOf = ({ state, sourceRevisionArns: [serviceRevisionArn] }: Deployment): object =>
  state.rollbackStartedAt === null
    ? {}
    : { rollback: { reason: state.statusReason, startedAt: seconds(state.rollbackStartedAt), serviceRevisionArn } };

/** A deployment as DescribeServiceDeployments returns it; every revision that runs has one task. */
export const describeDeployment = (deployment: Deployment): object => {
  const { state, strategy, sourceRevisionArns, targetRevisionArn } = deployment;
  const lifecycleStage = stageOf(state);
  return {
    ...placeOf(deployment),
    updatedAt: seconds(state.updatedAt),
    sourceServiceRevisions: sourceRevisionArns.map((arn) => summariseRevision(arn, 1)),
    targetServiceRevision: summariseRevision(targetRevisionArn, hasStartedTasks(state) ? 1 : 0),
    ...(lifecycleStage !== undefined && { lifecycleStage }),
    lifecycleHookDetails: state.hooks.map(describeHook),
    deploymentConfiguration: { strategy },
    ...rollbackOf(deployment),
  };
};

/** A deployment as ListServiceDeployments returns it. */
export const summariseDeployment = (deployment: Deployment): object => ({
  ...placeOf(deployment),
  targetServiceRevisionArn: deployment.targetRevisionArn,
});

/** A revision as DescribeServiceRevisions returns it. */
export const describeRevision = (revision: Revision): object => {
  const { arn, clusterArn, service, taskDefinition, containers, createdAt } = revision;
  return {
    serviceRevisionArn: arn,
    serviceArn: serviceArnOf(clusterArn, service),
    clusterArn,
    taskDefinition,
    launchType: 'FARGATE',
    containerImages: containers.map(({ name, ...image }) => ({ containerName: name, ...image })),
    createdAt: seconds(createdAt),
  };
};
