import { signingProfileArn } from '../../../contracts/naming/resource-arns';
import type { Deployment } from '../../../contracts/deployment/deployment';

/** The ARN of a signing profile, from its own or from that of one of its versions. */
export const withoutVersion = (arn: string): string => arn.split('/').slice(0, 3).join('/');

/** The ARN of the profile that a deployment signs with, by the deployment file alone. */
export const profileArnOf = (deployment: Deployment): string => {
  const { existing, signing } = deployment;
  return existing.signingProfile === undefined
    ? signingProfileArn(deployment, signing.profile)
    : withoutVersion(existing.signingProfile);
};
