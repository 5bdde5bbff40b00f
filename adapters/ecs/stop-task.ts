import { StopTaskCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';

/** Stops a task; stopping one that is stopped already is no error to ECS. Throws what the SDK throws. */
export const taskStopper =
  (client: ECSClient) =>
  async ({ clusterArn, taskArn }: Task, reason: string): Promise<void> => {
    await client.send(new StopTaskCommand({ cluster: clusterArn, task: taskArn, reason }));
  };
