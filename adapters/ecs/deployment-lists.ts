import {
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import { allPages } from '../all-pages';

/** Lists service deployments, and what they belong to. Each rejects with what the SDK throws. */
export interface DeploymentLists {
  /** The ARNs of all clusters of the account and region. */
  readonly clusters: () => Promise<readonly string[]>;
  /** The ARNs of a cluster's services. */
  readonly services: (cluster: string) => Promise<readonly string[]>;
  /** The ARNs of a service's deployments that are in progress, or of those of the last 90 days. */
  readonly deployments: (cluster: string, service: string, which: 'in-progress' | 'all') => Promise<readonly string[]>;
}

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
