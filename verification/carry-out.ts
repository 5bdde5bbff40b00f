import { answerNotDone, toAnswer, type Answer, type Due, type RespondPorts, type ResponseCase } from './answer';
import { attemptStop, type StopToAttempt } from './attempt-stop';
import { backOffSeconds } from './back-off';
import { DONE, retryLater } from './disposition';
import { INTERVENTION_OUTCOMES } from './intervention';
import { clusterResponseFor } from './trust';

/** An intervention that is due and confirmed, and how to carry it out. */
export interface Confirmed extends Pick<StopToAttempt, 'target' | 'stop'> {
  readonly due: Due;
  /** What people should know once it is carried out. Default: nothing more. */
  readonly note?: string;
}

/** Carries an intervention out if the stop budget of its cluster allows it; a failure is part of the answer. */
export const carryOut = async (
  { due, target, stop, note }: Confirmed,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Answer> => {
  const { stopBudget: budget } = clusterResponseFor(each.trust, each.task.clusterArn).settings;
  const attempt = await attemptStop({ target, budget, stop }, ports).catch((failure: unknown) => ({
    kind: 'failed' as const,
    failure,
  }));
  switch (attempt.kind) {
    case 'stopped':
      return toAnswer(due, each, { outcome: INTERVENTION_OUTCOMES[due.intervention].done, note, disposition: DONE });
    case 'budget-spent': {
      // A growing delay: when a stop becomes free, all tasks that wait for one compete for it.
      const disposition = retryLater(Math.max(attempt.freeAfterSeconds, backOffSeconds(each.attempt)));
      return answerNotDone(due, each, { obstacle: 'budget-spent', disposition });
    }
    case 'failed':
      return answerNotDone(due, each, { obstacle: 'failure', disposition: retryLater(), failure: attempt.failure });
  }
};
