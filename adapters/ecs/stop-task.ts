import { StopTaskCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';
import { toStopError } from './to-stop-error';

/**
 * Stops a task; to ECS it is no error when the task has stopped already.
 * @throws StopRefusedError when ECS refused, else what the SDK throws.
 */
export const taskStopper =
  (client: ECSClient) =>
  async ({ clusterArn, taskArn }: Task, reason: string): Promise<void> => {
    try {
      await client.send(new StopTaskCommand({ cluster: clusterArn, task: taskArn, reason }));
    } catch (error) {
      throw toStopError('ecs:StopTask', error);
    }
  };
