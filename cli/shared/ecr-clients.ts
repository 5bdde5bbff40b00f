import { ECRClient } from '@aws-sdk/client-ecr';

/** Makes one ECR client for each region, when it is first needed. */
export const ecrClients = (): ((region: string) => ECRClient) => {
  const made = new Map<string, ECRClient>();
  return (region) => {
    const client = made.get(region) ?? new ECRClient({ region });
    made.set(region, client);
    return client;
  };
};
