import type { SpentBudget, StopPorts } from './attempt-stop';
import type { Task } from './task';

/**
 * Ports that stop a task once, however many of its containers ask for it: the stop that was confirmed, paid for and made
 * for the first container also holds for the others.
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
