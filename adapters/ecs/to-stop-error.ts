import { ECSServiceException } from '@aws-sdk/client-ecs';
import { StopRefusedError } from '../../verification';

/** Whether ECS answered that it stopped nothing; after a failure of its own or no answer it may have. */
const isRefusal = (error: unknown): error is ECSServiceException =>
  error instanceof ECSServiceException && (error.$metadata.httpStatusCode ?? 500) < 500;

/** What to throw when a call that stops something failed: a StopRefusedError when ECS refused, else the error itself. */
export const toStopError = (action: string, error: unknown): unknown =>
  isRefusal(error)
    ? new StopRefusedError(`${action} refused: ${error.name}: ${error.message}`, { cause: error })
    : error;
