import type { Task } from '../../../../verification';

export const TASK_ARN = 'arn:aws:ecs:eu-west-1:111122223333:task/dev-sample/0123456789abcdef';
export const INDEX = `sha256:${'1'.repeat(64)}` as const;
export const PLATFORM = `sha256:${'2'.repeat(64)}` as const;
export const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/unsigned@${INDEX}`;

/** A sample task that has just been started. */
export const aSampleTask = (overrides: Partial<Task> = {}): Task => ({
  taskArn: TASK_ARN,
  clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/dev-sample',
  group: null,
  taskDefinitionArn: null,
  lastStatus: 'PROVISIONING',
  desiredStatus: 'RUNNING',
  containers: [],
  ...overrides,
});
