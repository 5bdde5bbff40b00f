import {
  DescribeServicesCommand,
  type ECSClient,
  type Service as EcsService,
  type Tag,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import type { InventoryPorts, RunningService, RunningTask } from '../../verification';
import { deploymentLists } from './deployment-lists';
import { describeEach, type Description } from './describe-all';
import { toTask } from './describe-task';
import { runningTasksReaderOf } from './running-tasks';

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
const MOST_SERVICES = 10;

const ownerOf = (tags: readonly Tag[] | undefined, ownerTag: string): string | null =>
  tags?.find(({ key }) => key === ownerTag)?.value ?? null;

const toRunningTask =
  (ownerTag: string) =>
  (task: EcsTask): RunningTask => ({
    ...toTask(task),
    startedAt: task.startedAt?.getTime() ?? null,
    owner: ownerOf(task.tags, ownerTag),
  });

const toRunningService = (clusterArn: string, ownerTag: string, service: EcsService): RunningService => ({
  clusterArn: service.clusterArn ?? clusterArn,
  name: service.serviceName ?? '',
  owner: ownerOf(service.tags, ownerTag),
});

const serviceReader = (client: ECSClient, ownerTag: string) => {
  const { services: list } = deploymentLists(client);
  const describing = (cluster: string): Description<RunningService> => ({
    action: 'ecs:DescribeServices',
    what: 'services',
    most: MOST_SERVICES,
    describe: async (arns) => {
      const request = { cluster, services: arns, include: ['TAGS' as const] };
      const { services = [], failures } = await client.send(new DescribeServicesCommand(request));
      const active = services.filter(({ status }) => status !== 'INACTIVE');
      const items = active.map((service) => toRunningService(cluster, ownerTag, service));
      return { items, described: services.length, failures };
    },
  });
  return async (cluster: string, onRead: (services: readonly RunningService[]) => void): Promise<void> =>
    describeEach(await list(cluster), describing(cluster), onRead);
};

/**
 * The ports that take the inventory of the client's account and region: one call at a time, services by 10 and tasks by
 * 100, with the values of their owner tags. Each rejects with what the SDK throws.
 */
export const inventoryPorts = (client: ECSClient, ownerTag: string): InventoryPorts => {
  const readTasks = runningTasksReaderOf(client, { convert: toRunningTask(ownerTag), include: ['TAGS'] });
  return {
    listClusters: deploymentLists(client).clusters,
    listServices: serviceReader(client, ownerTag),
    listTasks: (cluster, onRead) => readTasks({ cluster }, onRead),
  };
};
