import type { SpentBudget, StopPorts } from './attempt-stop';
import type { Task } from './task';

/**
 * Wraps ports so that a task is stopped once, and one stop of the budget is spent, however many of its containers
 * require it.
 */
export const stopOnce = <Ports extends StopPorts>(ports: Ports): Ports => {
  let described: Task | undefined;
  let spent: SpentBudget | undefined;
  let stopped = false;
  return {
    ...ports,
    describeTask: async (task) => {
      if (!stopped) described = await ports.describeTask(task);
      return described;
    },
    spendStop: async (task, budget) => {
      spent ??= await ports.spendStop(task, budget);
      return spent;
    },
    giveBackStop: async (task) => {
      spent = undefined;
      await ports.giveBackStop(task);
    },
    stopTask: async (task, reason) => {
      if (!stopped) await ports.stopTask(task, reason);
      stopped = true;
    },
  };
};
