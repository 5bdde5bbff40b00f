import {
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs';

/** Lists service deployments, and what they belong to. Each rejects with what the SDK throws. */
export interface DeploymentLists {
  /** The ARNs of all clusters of the account and region. */
  readonly clusters: () => Promise<readonly string[]>;
  /** The ARNs of a cluster's services. */
  readonly services: (cluster: string) => Promise<readonly string[]>;
  /** The ARNs of a service's deployments that are in progress, or of those of the last 90 days. */
  readonly deployments: (cluster: string, service: string, which: 'in-progress' | 'all') => Promise<readonly string[]>;
}

interface Page {
  readonly items: readonly string[];
  readonly next: string | undefined;
}

/** Reads every page of a list. A service that names the same page twice does not make it endless. */
const allPages = async (read: (nextToken: string | undefined) => Promise<Page>): Promise<readonly string[]> => {
  const found: string[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined, more = true; more;) {
    const { items, next } = await read(token);
    found.push(...items);
    more = next !== undefined && !seen.has(next);
    if (next !== undefined) seen.add(next);
    token = next;
  }
  return found;
};

const MOST = 100;

/** Makes the lists of one account and region. */
export const deploymentLists = (client: ECSClient): DeploymentLists => ({
  clusters: () =>
    allPages(async (nextToken) => {
      const { clusterArns = [], nextToken: next } = await client.send(
        new ListClustersCommand({ maxResults: MOST, nextToken }),
      );
      return { items: clusterArns, next };
    }),
  services: (cluster) =>
    allPages(async (nextToken) => {
      const request = { cluster, maxResults: MOST, nextToken };
      const { serviceArns = [], nextToken: next } = await client.send(new ListServicesCommand(request));
      return { items: serviceArns, next };
    }),
  deployments: (cluster, service, which) =>
    allPages(async (nextToken) => {
      const status = which === 'all' ? undefined : ['IN_PROGRESS' as const];
      const request = { cluster, service, status, maxResults: MOST, nextToken };
      const { serviceDeployments = [], nextToken: next } = await client.send(
        new ListServiceDeploymentsCommand(request),
      );
      return { items: serviceDeployments.flatMap(({ serviceDeploymentArn: arn }) => arn ?? []), next };
    }),
});
