import type { Task } from '../task';

/** A task that runs; `startedAt` in milliseconds since the epoch, null if ECS does not say. */
export interface RunningTask extends Task {
  readonly startedAt: number | null;
  /** The value of the task's own owner tag; null without one. */
  readonly owner: string | null;
}

/** A service, whether or not it has tasks now. */
export interface RunningService {
  readonly clusterArn: string;
  readonly name: string;
  /** The value of its owner tag; null without one. */
  readonly owner: string | null;
}

/** A cluster, and why not all of its services and tasks could be listed; null if they were. */
export interface RunningCluster {
  readonly clusterArn: string;
  readonly problem: string | null;
}

/** Everything that runs in an account and region. */
export interface Inventory {
  readonly clusters: readonly RunningCluster[];
  readonly services: readonly RunningService[];
  readonly tasks: readonly RunningTask[];
}

/** Reads a list of a cluster to its end, and passes on what it has read, some at a time. */
export type ListOf<T> = (clusterArn: string, onRead: (items: readonly T[]) => void) => Promise<void>;

/** The ports that taking an inventory needs; each reads all pages. They reject when something could not be read. */
export interface InventoryPorts {
  readonly listClusters: () => Promise<readonly string[]>;
  readonly listServices: ListOf<RunningService>;
  readonly listTasks: ListOf<RunningTask>;
}
