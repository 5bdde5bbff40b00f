import type { Deployment } from '../../../contracts/deployment/deployment';
import { signingProfileArn } from '../../../contracts/naming/resource-arns';

/** The signing profile that signs, and the version of it that signatures are verified against. */
export interface Signer {
  readonly profileArn: string;
  readonly profileVersionArn: string;
}

/** The ARN of a signing profile, from its own ARN or from the ARN of one of its versions. */
export const withoutVersion = (arn: string): string => arn.split('/').slice(0, 3).join('/');

/** The ARN of the profile that a deployment signs with, computed from the deployment file alone. */
export const profileArnOf = (deployment: Deployment): string => {
  const { existing, signing } = deployment;
  return existing.signingProfile === undefined
    ? signingProfileArn(deployment, signing.profile)
    : withoutVersion(existing.signingProfile);
};
