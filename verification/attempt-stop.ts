import { stopReason } from './stop-reason';
import type { Task } from './task';
import type { StopBudget } from './trust-document';
import type { VerifyImage } from './verify-image';
import type { VerifiedContainer } from './verify-task';

/** Whether a stop of the cluster's budget was spent; if not, after how many seconds one becomes free. */
export type SpentBudget =
  { readonly kind: 'granted' } | { readonly kind: 'refused'; readonly freeAfterSeconds: number };

/** Thrown when ECS answered that it did not stop the task. After any other error the task may have been stopped. */
export class StopRefusedError extends Error {
  override readonly name = 'StopRefusedError';
}

/** The ports that stopping a task needs. */
export interface StopPorts {
  readonly now: () => number;
  /** Verifies without reusing a verdict: nothing is stopped on old evidence. */
  readonly verifyAfresh: VerifyImage;
  /** Describes the task as ECS knows it now: nothing is stopped on second-hand evidence. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  /** Spends one stop of the cluster's budget for a task, once however often it is called. */
  readonly spendStop: (task: Task, budget: StopBudget) => Promise<SpentBudget>;
  /** Gives the stop of a task that was not stopped back to the budget. */
  readonly giveBackStop: (task: Task) => Promise<void>;
  /** Rejects with a StopRefusedError when ECS refused. */
  readonly stopTask: (task: Task, reason: string) => Promise<void>;
}

/** A task to be stopped because of a confirmed verdict. */
export interface TaskToStop {
  readonly task: Task;
  readonly verified: VerifiedContainer;
  readonly budget: StopBudget;
}

/** The outcome of an attempt that did not fail. */
export type StopAttempt =
  { readonly kind: 'stopped' } | { readonly kind: 'budget-spent'; readonly freeAfterSeconds: number };

/** What to throw for a failed stop, after its stop was given back if ECS refused it. */
const giveBackRefused = async (error: unknown, task: Task, { giveBackStop }: StopPorts): Promise<unknown> => {
  // Without an answer the task may have been stopped: then the budget must stay spent.
  if (!(error instanceof StopRefusedError)) return error;
  return giveBackStop(task).then(
    () => error,
    (second: unknown) => new AggregateError([error, second], 'the stop failed and could not be given back'),
  );
};

/**
 * Stops a task if the stop budget of its cluster allows it. A stop that ECS refused is given back to the budget.
 * @throws what the ports throw; an AggregateError when giving back failed, too.
 */
export const attemptStop = async ({ task, verified, budget }: TaskToStop, ports: StopPorts): Promise<StopAttempt> => {
  const spent = await ports.spendStop(task, budget);
  if (spent.kind === 'refused') return { kind: 'budget-spent', freeAfterSeconds: spent.freeAfterSeconds };
  try {
    await ports.stopTask(task, stopReason(verified));
  } catch (error) {
    throw await giveBackRefused(error, task, ports);
  }
  return { kind: 'stopped' };
};
