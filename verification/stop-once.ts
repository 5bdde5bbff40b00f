import type { StopPorts } from './attempt-stop';
import type { Task } from './task';

/**
 * Wraps ports so that a task is stopped once, and one stop of the budget is spent, however many of its containers
 * require it.
 */
export const stopOnce = <Ports extends StopPorts>(ports: Ports): Ports => {
  let described: Task | undefined;
  let spent = false;
  let stopped = false;
  return {
    ...ports,
    describeTask: async (task) => {
      if (!stopped) described = await ports.describeTask(task);
      return described;
    },
    spendStop: async (clusterArn, budget) => {
      spent ||= await ports.spendStop(clusterArn, budget);
      return spent;
    },
    stopTask: async (task, reason) => {
      if (!stopped) await ports.stopTask(task, reason);
      stopped = true;
    },
  };
};
