import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

/**
 * Reads the account of the client's credentials, which needs no permission; undefined if AWS names none. Throws what the
 * SDK throws. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const accountReader = (client: STSClient) => async (): Promise<string | undefined> =>
  (await client.send(new GetCallerIdentityCommand({}))).Account;
