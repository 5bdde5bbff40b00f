import type { Task } from './task';
import type { StopBudget } from './trust-document';
import type { VerifyImage } from './verify-image';

/** What one stop of a cluster's budget is spent for: a task, or a service deployment that is rolled back. */
export interface StopTarget {
  readonly clusterArn: string;
  readonly arn: string;
}

/** Whether a stop of the cluster's budget was spent; if not, after how many seconds one becomes free. */
export type SpentBudget =
  { readonly kind: 'granted' } | { readonly kind: 'refused'; readonly freeAfterSeconds: number };

/**
 * Thrown when ECS answered that it did not stop the task or the deployment. After any other error it may have been
 * stopped.
 */
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
  /** Spends one stop of the cluster's budget for a target, once however often it is called. */
  readonly spendStop: (target: StopTarget, budget: StopBudget) => Promise<SpentBudget>;
  /** Gives the stop of a target that was not stopped back to the budget. */
  readonly giveBackStop: (target: StopTarget) => Promise<void>;
  /** Rejects with a StopRefusedError when ECS refused. */
  readonly stopTask: (task: Task, reason: string) => Promise<void>;
}

/** What is to be stopped because of a confirmed verdict. */
export interface StopToAttempt {
  readonly target: StopTarget;
  readonly budget: StopBudget;
  /** Rejects with a StopRefusedError when ECS refused. */
  readonly stop: () => Promise<void>;
}

/** The outcome of an attempt that did not fail. */
export type StopAttempt =
  { readonly kind: 'stopped' } | { readonly kind: 'budget-spent'; readonly freeAfterSeconds: number };

type BudgetPorts = Pick<StopPorts, 'spendStop' | 'giveBackStop'>;

/** What to throw for a failed stop, after its stop was given back if ECS refused it. */
const giveBackRefused = async (error: unknown, target: StopTarget, { giveBackStop }: BudgetPorts): Promise<unknown> => {
  // Without an answer the target may have been stopped: then the budget must stay spent.
  if (!(error instanceof StopRefusedError)) return error;
  return giveBackStop(target).then(
    () => error,
    (second: unknown) => new AggregateError([error, second], 'the stop failed and could not be given back'),
  );
};

/**
 * Stops a task or a service deployment if the stop budget of its cluster allows it. A stop that ECS refused is given back
 * to the budget.
 * @throws what the ports throw; an AggregateError when giving back failed, too.
 */
export const attemptStop = async (
  { target, budget, stop }: StopToAttempt,
  ports: BudgetPorts,
): Promise<StopAttempt> => {
  const spent = await ports.spendStop(target, budget);
  if (spent.kind === 'refused') return { kind: 'budget-spent', freeAfterSeconds: spent.freeAfterSeconds };
  try {
    await stop();
  } catch (error) {
    throw await giveBackRefused(error, target, ports);
  }
  return { kind: 'stopped' };
};
