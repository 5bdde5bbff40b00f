import { answerNotDone, toAnswer, type Answer, type Due, type RespondPorts, type ResponseCase } from '../answer';
import { StopRefusedError } from '../attempt-stop';
import { carryOut } from '../carry-out';
import { DONE, retryLater } from '../disposition';
import { keepRolledBack } from '../gate/gate-ledger';
import { rollbackKey } from '../ledger';
import type { ServiceDeployment } from '../service-deployment';
import { ALREADY_ROLLING_BACK, NO_DEPLOYMENT, planRollback } from './plan-rollback';

/** A verdict because of which a deployment is rolled back. */
interface Rollback {
  readonly due: Due;
  readonly deployment: ServiceDeployment;
}

const report = (due: Due, each: ResponseCase, note: string): Answer =>
  toAnswer(due, each, { outcome: 'reported', note, disposition: DONE });

const noteOf = ({ arn }: ServiceDeployment): string => `It is ${arn}.`;

const stop = ({ due, deployment }: Rollback, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const { ledger, now, stopDeployment } = ports;
  const { clusterArn, taskArn } = each.task;
  const confirmed = {
    due,
    target: { clusterArn, arn: deployment.arn },
    stop: async () => {
      // When ECS does not answer, the next attempt finds the deployment rolling back, and by this that it was our doing.
      await ledger.keep(rollbackKey(taskArn, deployment.arn), { firstSeen: now(), announced: {}, stopped: false });
      await keepRolledBack(deployment.arn, ports);
      await stopDeployment(deployment.arn);
    },
    note: noteOf(deployment),
  };
  return carryOut(confirmed, each, ports);
};

/** The answer after ECS refused: the deployment may have ended, or may be rolling back by now. */
const answerRefused = async (
  answer: Answer,
  { due, deployment }: Rollback,
  { each, ports }: { readonly each: ResponseCase; readonly ports: RespondPorts },
): Promise<Answer> => {
  // The refusal is thrown after the announcement, so the attempt is retried also when ECS cannot be asked.
  const described = await ports.describeDeployment(deployment.arn).catch(() => deployment);
  switch (described?.progress) {
    case 'in-progress':
      return answer;
    case 'rolling-back':
      return report(due, each, ALREADY_ROLLING_BACK);
    case 'ended':
    case undefined:
      return report(due, each, NO_DEPLOYMENT);
  }
};

const rollBackFound = async (rollback: Rollback, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const answer = await stop(rollback, each, ports);
  return answer.failure instanceof StopRefusedError ? answerRefused(answer, rollback, { each, ports }) : answer;
};

const answerRollingBack = async (
  { due, deployment }: Rollback,
  each: ResponseCase,
  { ledger }: RespondPorts,
): Promise<Answer> => {
  const ours = await ledger.recall(rollbackKey(each.task.taskArn, deployment.arn));
  if (ours === undefined) return report(due, each, ALREADY_ROLLING_BACK);
  return toAnswer(due, each, { outcome: 'rolled-back', note: noteOf(deployment), disposition: DONE });
};

/**
 * Rolls back the deployment in progress that started a task, because of a confirmed verdict about one of its containers;
 * reports the verdict and why where nothing can be rolled back. A failure is part of the answer.
 * @throws what the ledger throws.
 */
export const rollBack = async (due: Due, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const { task, trust, remaining } = each;
  const plan = await planRollback({ task, verified: due.verified, trust, remaining }, ports).catch(
    (failure: unknown) => ({ kind: 'failed' as const, failure }),
  );
  switch (plan.kind) {
    case 'failed':
      return answerNotDone(due, each, { obstacle: 'failure', disposition: retryLater(), failure: plan.failure });
    case 'impossible':
      return report(due, each, plan.note);
    case 'inconclusive':
      return answerNotDone(due, each, { obstacle: 'failure', note: plan.note, disposition: retryLater() });
    case 'rolling-back':
      return answerRollingBack({ due, deployment: plan.deployment }, each, ports);
    case 'roll-back':
      return rollBackFound({ due, deployment: plan.deployment }, each, ports);
  }
};
