import { NEW_DEPLOYMENT, StopRefusedError, type RollbackPorts } from '../../../verification';

/** An ECS without services, and a ledger of the gate that forgets everything. */
export const NO_SERVICE: RollbackPorts = {
  listDeployments: async () => [],
  describeDeployment: async () => undefined,
  describeRevision: async () => undefined,
  gateLedger: { changeDeployment: async (_arn, change) => change(NEW_DEPLOYMENT) },
  stopDeployment: async (arn) => {
    throw new StopRefusedError(`ecs:StopServiceDeployment refused: ServiceDeploymentNotFoundException: ${arn}`);
  },
};
