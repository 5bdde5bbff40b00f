import { messageOf } from '../message-of';
import { toPublicDetail } from '../public-detail';
import { MAX_DETAIL_LENGTH, shorten } from '../shorten';
import type { Inventory, InventoryPorts, RunningCluster } from './inventory';

/** What was listed, or why it could not be. */
interface Listed<T> {
  readonly items: readonly T[];
  readonly problem: string | null;
}

const listed = async <T>(list: Promise<readonly T[]>): Promise<Listed<T>> => {
  try {
    return { items: await list, problem: null };
  } catch (error) {
    return { items: [], problem: shorten(toPublicDetail(messageOf(error)), MAX_DETAIL_LENGTH) };
  }
};

/**
 * Lists everything that runs, one cluster after the other. A cluster whose services or tasks cannot be listed is noted with
 * its problem, and hides no other.
 * @throws what listing the clusters throws.
 */
export const takeInventory = async ({ listClusters, listServices, listTasks }: InventoryPorts): Promise<Inventory> => {
  const inventories: Inventory[] = [];
  for (const clusterArn of await listClusters()) {
    const services = await listed(listServices(clusterArn));
    const tasks = await listed(listTasks(clusterArn));
    const cluster: RunningCluster = { clusterArn, problem: services.problem ?? tasks.problem };
    inventories.push({ clusters: [cluster], services: services.items, tasks: tasks.items });
  }
  return {
    clusters: inventories.flatMap(({ clusters }) => clusters),
    services: inventories.flatMap(({ services }) => services),
    tasks: inventories.flatMap(({ tasks }) => tasks),
  };
};
