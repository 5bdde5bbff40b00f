import {
  ClusterNotFoundException,
  ListServiceDeploymentsCommand,
  ServiceNotFoundException,
  type ECSClient,
  type ListServiceDeploymentsRequest,
  type ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import { serviceNameOf, type Task } from '../../verification';
import { allPages } from '../all-pages';

/** The states of a deployment that may still start tasks, or that is being rolled back. */
const OPEN: ServiceDeploymentStatus[] = ['PENDING', 'IN_PROGRESS', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'];

const isGone = (error: unknown): boolean =>
  error instanceof ServiceNotFoundException || error instanceof ClusterNotFoundException;

const listAll = (client: ECSClient, request: ListServiceDeploymentsRequest): Promise<readonly string[]> =>
  allPages(async (nextToken) => {
    const page = await client.send(new ListServiceDeploymentsCommand({ ...request, nextToken }));
    const items = (page.serviceDeployments ?? []).flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []);
    return { items, next: page.nextToken };
  });

/**
 * Lists the ARNs of the deployments of a task's service that have not ended; none for a task of no service, or when ECS
 * no longer knows the service. Throws what the SDK throws.
 */
export const deploymentLister =
  (client: ECSClient) =>
  async (task: Task): Promise<readonly string[]> => {
    const service = serviceNameOf(task);
    if (service === undefined) return [];
    try {
      return await listAll(client, { cluster: task.clusterArn, service, status: OPEN });
    } catch (error) {
      if (isGone(error)) return [];
      throw error;
    }
  };
