import type { SpentBudget, StopPorts } from './attempt-stop';
import type { RollbackPorts } from './rollback/find-deployment';
import type { Task } from './task';

/**
 * Wraps ports so that a task or a service deployment is stopped once, and one stop of the budget is spent for it, however
 * many of the task's containers require it.
 */
export const stopOnce = <Ports extends StopPorts & RollbackPorts>(ports: Ports): Ports => {
  let described: Task | undefined;
  const spent = new Map<string, SpentBudget>();
  const stopped = new Set<string>();
  const stop = async (arn: string, run: () => Promise<void>): Promise<void> => {
    if (!stopped.has(arn)) await run();
    stopped.add(arn);
  };
  return {
    ...ports,
    describeTask: async (task) => {
      if (stopped.size === 0) described = await ports.describeTask(task);
      return described;
    },
    spendStop: async (target, budget) => {
      const known = spent.get(target.arn) ?? (await ports.spendStop(target, budget));
      spent.set(target.arn, known);
      return known;
    },
    giveBackStop: async (target) => {
      spent.delete(target.arn);
      await ports.giveBackStop(target);
    },
    stopTask: (task, reason) => stop(task.taskArn, () => ports.stopTask(task, reason)),
    stopDeployment: (arn) => stop(arn, () => ports.stopDeployment(arn)),
  };
};
