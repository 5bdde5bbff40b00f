import { StopTaskCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';

/** Stops a task; to ECS it is no error when the task has stopped already. Throws what the SDK throws. */
export const taskStopper =
  (client: ECSClient) =>
  async ({ clusterArn, taskArn }: Task, reason: string): Promise<void> => {
    await client.send(new StopTaskCommand({ cluster: clusterArn, task: taskArn, reason }));
  };
