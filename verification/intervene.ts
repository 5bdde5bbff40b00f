import type { Answer, Due, RespondPorts, ResponseCase } from './answer';
import { carryOut } from './carry-out';
import { rollBack } from './rollback/roll-back';
import { stopReason } from './stop-reason';

/** Carries out what is due and confirmed; a failure is part of the answer. Throws what the ledger throws. */
export const intervene = (due: Due, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const { task } = each;
  switch (due.intervention) {
    case 'stop': {
      const target = { clusterArn: task.clusterArn, arn: task.taskArn };
      return carryOut({ due, target, stop: () => ports.stopTask(task, stopReason(due.verified)) }, each, ports);
    }
    case 'roll-back':
      return rollBack(due, each, ports);
  }
};
