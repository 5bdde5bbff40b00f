import { StopRefusedError, type RollbackPorts } from '../../../verification';

/** An ECS without services. */
export const NO_SERVICE: RollbackPorts = {
  listDeployments: async () => [],
  describeDeployment: async () => undefined,
  describeRevision: async () => undefined,
  stopDeployment: async (arn) => {
    throw new StopRefusedError(`ecs:StopServiceDeployment refused: ServiceDeploymentNotFoundException: ${arn}`);
  },
};
