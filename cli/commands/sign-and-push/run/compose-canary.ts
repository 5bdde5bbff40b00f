import { SignerClient } from '@aws-sdk/client-signer';
import { signatureRevoker } from '../../../../adapters/signer/revoke-signature';
import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { SigningOutputs } from '../../../../contracts/deployment/signing-outputs';
import { composeSigning, type SigningWork } from '../../../shared/signing/compose-signing';
import { foreignSigner } from '../foreign-signer';
import type { CanaryTools } from './run-tools';

/** Composes what signs and revokes canary images; undefined for a deployment without them. */
export const composeCanary = async (
  deployment: Deployment,
  outputs: SigningOutputs,
  work: SigningWork,
): Promise<CanaryTools | undefined> => {
  const signer = foreignSigner(deployment, outputs);
  if (signer === undefined) return undefined;
  const { sign, verify } = await composeSigning({ ...work, signer });
  const revoke = signatureRevoker(new SignerClient({ region: deployment.region }));
  return { foreign: { signer, sign, verify }, revoke };
};
