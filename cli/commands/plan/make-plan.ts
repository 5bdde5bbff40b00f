import { lacksCanaries } from '../../../contracts/deployment/canary-images';
import { expiredExemptions } from '../../../contracts/deployment/deployment';
import type { LockedDeployment } from '../../../contracts/deployment/read-deployment';
import { toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { planStacks, type PlanStacksPorts, type PlanStacksRequest } from './plan-stacks';
import { summarise, type Summary } from './plan-summary';
import { stacksWithoutImages } from './stacks-without-images';

/** Everything outside that a plan uses. */
export interface MakePlanPorts extends PlanStacksPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Which stacks of a deployment are planned, and how. */
export interface MakePlanRequest extends Omit<PlanStacksRequest, 'deployment' | 'lacking' | 'canariesFollow'> {
  /** Whether sign-and-push follows, so that images may be missing; else the plan of a stack without them fails. */
  readonly pushFollows: boolean;
}

/** Plans stacks of a deployment, and computes what a reviewer must know. Throws what planStacks throws. */
export const makePlan = async (
  locked: Pick<LockedDeployment, 'deployment' | 'lock'>,
  { pushFollows, ...request }: MakePlanRequest,
  ports: MakePlanPorts,
): Promise<Summary> => {
  const { deployment, lock } = locked;
  const { name } = deployment;
  const lacking = pushFollows ? stacksWithoutImages(locked) : [];
  const canariesFollow = pushFollows && lacksCanaries(locked);
  const planned = await planStacks({ ...request, deployment: name, lacking, canariesFollow }, ports);
  const now = ports.now();
  const document = toTrustDocument(deployment);
  const expired = expiredExemptions(deployment, now);
  return summarise({ deployment: name, planned, document, expired, lock, now });
};
