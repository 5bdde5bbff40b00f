import type { Deployment } from '../../../contracts/deployment/deployment';
import type { SigningOutputs } from '../../../contracts/deployment/signing-outputs';
import { signingProfileArn } from '../../../contracts/naming/resource-arns';
import type { Signer } from '../../shared/signing/signer';

/**
 * The signer of the foreign canary image, from the outputs of the signing stack, else from the deployment file alone;
 * undefined for a deployment without canary images.
 */
export const foreignSigner = (deployment: Deployment, outputs: SigningOutputs | undefined): Signer | undefined => {
  if (deployment.canary === undefined) return undefined;
  return {
    profileArn: outputs?.canaryProfileArn ?? signingProfileArn(deployment, deployment.canary.profile),
    profileVersionArn: outputs?.canaryProfileVersionArn ?? 'the version that the outputs will name',
  };
};
