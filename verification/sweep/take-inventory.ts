import { messageOf } from '../message-of';
import { toPublicDetail } from '../public-detail';
import type { RemainingTime } from '../remaining-time';
import { MAX_DETAIL_LENGTH, shorten } from '../shorten';
import { taskPhaseFor } from '../task';
import type { Inventory, InventoryPorts, ListOf, RunningCluster, RunningTask } from './inventory';

/** What was listed, and why the rest could not be; null if there is no rest. */
interface Listed<T> {
  readonly items: readonly T[];
  readonly problem: string | null;
}

/** An inventory, and the clusters that are not part of it yet. */
export interface OpenInventory {
  readonly inventory: Inventory;
  /** The ARNs of the clusters that are still to be listed. */
  readonly unlisted: readonly string[];
}

/** Until when clusters are listed; times in milliseconds. */
export interface InventoryLimits {
  readonly remaining: RemainingTime;
  /** No cluster is begun when only this much time remains. */
  readonly reserveMs: number;
  /** Called after each cluster with what is listed so far. Default: not at all. */
  readonly onListed?: (open: OpenInventory) => Promise<void>;
}

const listed = async <T>(clusterArn: string, list: ListOf<T>): Promise<Listed<T>> => {
  const items: T[] = [];
  try {
    await list(clusterArn, (some) => items.push(...some));
    return { items, problem: null };
  } catch (error) {
    return { items, problem: shorten(toPublicDetail(messageOf(error)), MAX_DETAIL_LENGTH) };
  }
};

const isRunning = (task: RunningTask): boolean => taskPhaseFor(task) === 'running';

const listCluster = async (
  clusterArn: string,
  { listServices, listTasks }: Pick<InventoryPorts, 'listServices' | 'listTasks'>,
): Promise<Inventory> => {
  const services = await listed(clusterArn, listServices);
  const tasks = await listed(clusterArn, listTasks);
  const cluster: RunningCluster = { clusterArn, problem: services.problem ?? tasks.problem };
  return { clusters: [cluster], services: services.items, tasks: tasks.items.filter(isRunning) };
};

const joined = (inventories: readonly Inventory[]): Inventory => ({
  clusters: inventories.flatMap(({ clusters }) => clusters),
  services: inventories.flatMap(({ services }) => services),
  tasks: inventories.flatMap(({ tasks }) => tasks),
});

const hasProblem = ({ clusters }: Pick<Inventory, 'clusters'>): boolean =>
  clusters.some(({ problem }) => problem !== null);

/**
 * Begins an inventory of all clusters, of which none is listed yet.
 * @throws what listing the clusters throws.
 */
export const beginInventory = async ({
  listClusters,
}: Pick<InventoryPorts, 'listClusters'>): Promise<OpenInventory> => ({
  inventory: joined([]),
  unlisted: await listClusters(),
});

/**
 * Lists what runs in the clusters that are still to be listed, one after the other, until the time is short. A cluster
 * whose services or tasks cannot all be listed is noted with its problem and what was read, and hides no other. A task
 * that is still starting, or has ended meanwhile, is left out: ECS sends events about the one, and the other no longer
 * runs. A cluster that the time ran out on is still to be listed, unless it was the first and had all of it.
 */
export const continueInventory = async (
  begun: OpenInventory,
  { remaining, reserveMs, onListed }: InventoryLimits,
  ports: Pick<InventoryPorts, 'listServices' | 'listTasks'>,
): Promise<OpenInventory> => {
  let open = begun;
  for (const [index, clusterArn] of begun.unlisted.entries()) {
    if (remaining() <= reserveMs) return open;
    const listing = await listCluster(clusterArn, ports);
    if (index > 0 && hasProblem(listing) && remaining() <= reserveMs) return open;
    open = { inventory: joined([open.inventory, listing]), unlisted: open.unlisted.slice(1) };
    await onListed?.(open);
  }
  return open;
};

/** Ends an inventory: a cluster that was not listed has that as its problem. */
export const endInventory = ({ inventory, unlisted }: OpenInventory): Inventory => ({
  ...inventory,
  clusters: [
    ...inventory.clusters,
    ...unlisted.map((clusterArn) => ({ clusterArn, problem: 'the sweep had no time left to list it' })),
  ],
});

const NO_LIMITS: InventoryLimits = { remaining: () => Infinity, reserveMs: 0 };

/**
 * Lists everything that runs, without a time limit.
 * @throws what listing the clusters throws.
 */
export const takeInventory = async (ports: InventoryPorts): Promise<Inventory> =>
  endInventory(await continueInventory(await beginInventory(ports), NO_LIMITS, ports));
