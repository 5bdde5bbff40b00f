import { ECSServiceException, StopTaskCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { StopRefusedError, type Task } from '../../verification';

/** Whether ECS answered that it did not stop the task; after a failure of its own or no answer it may have. */
const isRefusal = (error: unknown): error is ECSServiceException =>
  error instanceof ECSServiceException && (error.$metadata.httpStatusCode ?? 500) < 500;

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
      if (!isRefusal(error)) throw error;
      throw new StopRefusedError(`ecs:StopTask refused: ${error.name}: ${error.message}`, { cause: error });
    }
  };
