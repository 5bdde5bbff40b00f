import { StopServiceDeploymentCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { toStopError } from './to-stop-error';

/**
 * Stops a service deployment, so that ECS rolls it back; to ECS it is no error when it is rolling back already.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
 * @throws StopRefusedError when ECS refused, else what the SDK throws.
 */
export const deploymentStopper =
  (client: ECSClient) =>
  async (serviceDeploymentArn: string): Promise<void> => {
    try {
      await client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));
    } catch (error) {
      throw toStopError('ecs:StopServiceDeployment', error);
    }
  };
