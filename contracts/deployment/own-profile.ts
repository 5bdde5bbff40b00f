import { signingProfileArn } from '../naming/resource-arns';
import type { Deployment } from './deployment';

/** The parts of a deployment that name its signing profile. */
export type ProfileOwner = Pick<Deployment, 'name' | 'partition' | 'region' | 'account' | 'existing' | 'signing'>;

/** The ARN of a signing profile, from its own ARN or from the ARN of one of its versions. */
export const withoutVersion = (arn: string): string => arn.split('/').slice(0, 3).join('/');

/** The ARN of the profile that a deployment signs with, computed from the deployment file alone. */
export const ownProfileArn = (deployment: ProfileOwner): string => {
  const { existing, signing } = deployment;
  return existing.signingProfile === undefined
    ? signingProfileArn(deployment, signing.profile)
    : withoutVersion(existing.signingProfile);
};
