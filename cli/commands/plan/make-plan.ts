import { expiredExemptions } from '../../../contracts/deployment/deployment';
import type { LockedDeployment } from '../../../contracts/deployment/read-deployment';
import { toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { planStacks, type PlanStacksPorts, type PlanStacksRequest } from './plan-stacks';
import { summarise, type Summary } from './plan-summary';

/** Everything outside that a plan uses. */
export interface MakePlanPorts extends PlanStacksPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Plans stacks of a deployment, and computes what a reviewer must know. Throws what planStacks throws. */
export const makePlan = async (
  { deployment, lock }: Pick<LockedDeployment, 'deployment' | 'lock'>,
  request: Omit<PlanStacksRequest, 'deployment'>,
  ports: MakePlanPorts,
): Promise<Summary> => {
  const { name } = deployment;
  const planned = await planStacks({ ...request, deployment: name }, ports);
  const now = ports.now();
  const document = toTrustDocument(deployment);
  const expired = expiredExemptions(deployment, now);
  return summarise({ deployment: name, planned, document, expired, lock, now });
};
