import { STSClient } from '@aws-sdk/client-sts';
import { accountReader } from '../../adapters/sts/read-account';
import type { Deployment } from '../../contracts/deployment/deployment';
import { callingWith } from './calling-aws';
import { ToolFailure } from './failure';

const calling = callingWith([]);

/**
 * Checks that the AWS login is to the account of a deployment: what runs in another account says nothing about it.
 * @throws ToolFailure that names both accounts, or that AWS refuses the login.
 */
export const checkAccount = async ({ account, region }: Pick<Deployment, 'account' | 'region'>): Promise<void> => {
  const found = await calling('sts:GetCallerIdentity', accountReader(new STSClient({ region }))());
  if (found === account) return;
  throw new ToolFailure(
    'refused',
    `expected an AWS login to account ${account}, which the deployment file names, found one to ${found ?? 'none'}: log in to that account`,
  );
};
