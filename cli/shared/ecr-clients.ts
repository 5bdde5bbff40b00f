import { ECRClient } from '@aws-sdk/client-ecr';

/** One ECR client for each region, made when it is first asked for. */
export const ecrClients = (): ((region: string) => ECRClient) => {
  const made = new Map<string, ECRClient>();
  return (region) => {
    const client = made.get(region) ?? new ECRClient({ region });
    made.set(region, client);
    return client;
  };
};
