import { CANARY_POLICY } from '../../verification/canary/canary';
import { repositoryUri } from '../naming/resource-arns';
import type { Deployment } from './deployment';
import { ownProfileArn, type ProfileOwner } from './own-profile';

/** The parts of a deployment that all its policies follow from. */
export type PolicyOwner = Pick<Deployment, 'policies'> &
  ({ readonly canary?: undefined } | (ProfileOwner & Pick<Deployment, 'canary'>));

/** The policies of a deployment: those of its file and, with canary images, the one that synthesis adds for them. */
export const allPolicies = (deployment: PolicyOwner): Deployment['policies'] => {
  const { policies, canary } = deployment;
  if (canary === undefined) return policies;
  return {
    ...policies,
    [CANARY_POLICY]: {
      repositories: [repositoryUri(deployment, canary.repository)],
      signers: [ownProfileArn(deployment)],
      require: 'any',
    },
  };
};
