import { ECSServiceException } from '@aws-sdk/client-ecs';

/** An error that ECS answers. */
export const ecsFailure = (name: string, message = name): ECSServiceException =>
  new ECSServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: 400 } });
