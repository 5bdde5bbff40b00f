import { serviceNameOf } from '../task';
import type { Inventory, RunningTask } from './inventory';

/** Looks up the owner of a task: that of its service, else the task's own; null without one. */
export const ownersOf = ({ services }: Pick<Inventory, 'services'>): ((task: RunningTask) => string | null) => {
  const keyOf = (clusterArn: string, service: string): string => `${clusterArn}\n${service}`;
  const owners = new Map(services.map(({ clusterArn, name, owner }) => [keyOf(clusterArn, name), owner]));
  return (task) => owners.get(keyOf(task.clusterArn, serviceNameOf(task) ?? '')) ?? task.owner;
};
