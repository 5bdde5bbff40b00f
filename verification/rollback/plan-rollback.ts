import type { RemainingTime } from '../remaining-time';
import type { ServiceDeployment } from '../service-deployment';
import type { Trust } from '../trust';
import { findDeployment, type RollbackPorts, type StartedContainer } from './find-deployment';
import { verifySources, type VerifySourcesPorts } from './verify-sources';

/** Why nothing is rolled back when no deployment is in progress. */
export const NO_DEPLOYMENT = 'Nothing was rolled back: no deployment in progress runs this image.';

/** Why nothing is rolled back when that is under way. */
export const ALREADY_ROLLING_BACK = 'The deployment that runs this image is already being rolled back.';

const FIRST_DEPLOYMENT =
  'Nothing was rolled back: this is the first deployment of the service, so there is no previous revision.';

/** What can be done about the deployment that started a container; the notes are for people. */
export type RollbackPlan =
  | { readonly kind: 'roll-back'; readonly deployment: ServiceDeployment }
  | { readonly kind: 'rolling-back'; readonly deployment: ServiceDeployment }
  | { readonly kind: 'impossible'; readonly note: string }
  /** It cannot be said yet whether the previous revision is any better. */
  | { readonly kind: 'inconclusive'; readonly note: string };

/** A started container with an untrusted image, and what the revisions before are verified by. */
export interface RollbackCase extends StartedContainer {
  readonly trust: Trust;
  readonly remaining: RemainingTime;
}

/**
 * Plans to roll back the deployment that started a container, by what ECS describes now. Nothing is rolled back to a
 * revision that is untrusted or could not be verified.
 * @throws what the ports throw.
 */
export const planRollback = async (
  { task, verified, trust, remaining }: RollbackCase,
  ports: RollbackPorts & VerifySourcesPorts,
): Promise<RollbackPlan> => {
  const deployment = await findDeployment({ task, verified }, ports);
  if (deployment === undefined) return { kind: 'impossible', note: NO_DEPLOYMENT };
  if (deployment.progress === 'rolling-back') return { kind: 'rolling-back', deployment };
  const sources = await verifySources(deployment, { trust, remaining }, ports);
  switch (sources.kind) {
    case 'trusted':
      return { kind: 'roll-back', deployment };
    case 'none':
      return { kind: 'impossible', note: FIRST_DEPLOYMENT };
    case 'untrusted':
      return {
        kind: 'impossible',
        note: `Nothing was rolled back: the previous revision is not trusted either: ${sources.detail}.`,
      };
    case 'inconclusive':
      return { kind: 'inconclusive', note: `The previous revision could not be verified: ${sources.detail}.` };
  }
};
