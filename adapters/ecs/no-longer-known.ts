import { ECSServiceException, type Failure } from '@aws-sdk/client-ecs';

const NO_LONGER_KNOWN = new Set([
  'ClusterNotFoundException',
  'ServiceNotFoundException',
  'ServiceDeploymentNotFoundException',
]);

/** Whether ECS answered that a service deployment, its service or its cluster does not exist any more. */
export const isNoLongerKnown = (error: unknown): boolean =>
  error instanceof ECSServiceException && NO_LONGER_KNOWN.has(error.name);

/**
 * Whether ECS answered that a task definition does not exist any more: there is no exception of its own for that.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
 */
export const isTaskDefinitionGone = (error: unknown): boolean =>
  error instanceof ECSServiceException &&
  error.name === 'ClientException' &&
  /unable to describe task definition/i.test(error.message);

/** Whether ECS answered that what it was asked to describe does not exist any more. */
export const isMissing = (failures: readonly Failure[] | undefined): boolean => failures?.[0]?.reason === 'MISSING';
