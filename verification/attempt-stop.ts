import { stopReason } from './stop-reason';
import { isEnding, workloadKindFor, type Task } from './task';
import type { LoadedTrust, Trust } from './trust';
import type { StopBudget } from './trust-document';
import { reasonOf } from './verdict';
import type { VerifyImage } from './verify-image';
import { verifyDescribed, type TaskToVerify, type VerifiedContainer } from './verify-task';

/** Whether a stop of the cluster's budget was spent; if not, after how many seconds one becomes free. */
export type SpentBudget =
  { readonly kind: 'granted' } | { readonly kind: 'refused'; readonly freeAfterSeconds: number };

/** The ports that stopping a task needs. */
export interface StopPorts {
  readonly now: () => number;
  /** Verifies without reusing a verdict: nothing is stopped on old evidence. */
  readonly verifyAfresh: VerifyImage;
  /** Describes the task as ECS knows it now: nothing is stopped on second-hand evidence. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  /** Spends one stop of the cluster's budget for a task, once however often it is called. */
  readonly spendStop: (task: Task, budget: StopBudget) => Promise<SpentBudget>;
  /** Gives the stop of a task back that could not be stopped. */
  readonly giveBackStop: (task: Task) => Promise<void>;
  readonly stopTask: (task: Task, reason: string) => Promise<void>;
}

/** A task to be stopped because of a verdict. */
export interface TaskToStop extends TaskToVerify {
  readonly trust: Trust;
  readonly budget: StopBudget;
}

/** The outcome of the attempt, or the different verdict that fresh evidence led to. */
export type StopAttempt =
  | { readonly kind: 'stopped' | 'not-running' | 'not-stoppable'; readonly verified: VerifiedContainer }
  | { readonly kind: 'budget-spent'; readonly verified: VerifiedContainer; readonly freeAfterSeconds: number }
  | { readonly kind: 'changed'; readonly verified: VerifiedContainer };

const hasSameVerdict = (one: VerifiedContainer, other: VerifiedContainer): boolean =>
  one.verdict.kind === other.verdict.kind && reasonOf(one.verdict) === reasonOf(other.verdict);

const isSameTask = (described: Task | undefined, { taskArn, clusterArn }: Task): described is Task =>
  described !== undefined && described.taskArn === taskArn && described.clusterArn === clusterArn;

const stopWithinBudget = async (
  { task, budget }: TaskToStop,
  fresh: VerifiedContainer,
  ports: StopPorts,
): Promise<StopAttempt> => {
  const spent = await ports.spendStop(task, budget);
  if (spent.kind === 'refused')
    return { kind: 'budget-spent', verified: fresh, freeAfterSeconds: spent.freeAfterSeconds };
  try {
    await ports.stopTask(task, stopReason(fresh));
  } catch (error) {
    await ports.giveBackStop(task);
    throw error;
  }
  return { kind: 'stopped', verified: fresh };
};

const attemptByTrust = async (
  toStop: TaskToStop & { readonly trust: LoadedTrust },
  verified: VerifiedContainer,
  ports: StopPorts,
): Promise<StopAttempt> => {
  const described = await ports.describeTask(toStop.task);
  if (!isSameTask(described, toStop.task) || isEnding(described)) return { kind: 'not-running', verified };
  if (workloadKindFor(described) !== 'standalone') return { kind: 'not-stoppable', verified };
  const container = described.containers.find(({ name }) => name === verified.container.name);
  if (container === undefined) return { kind: 'not-running', verified };
  const fresh = await verifyDescribed(container, toStop, { now: ports.now, verifyImage: ports.verifyAfresh });
  if (!hasSameVerdict(fresh, verified)) return { kind: 'changed', verified: fresh };
  return stopWithinBudget({ ...toStop, task: described }, fresh, ports);
};

/**
 * Stops a task if the verdict holds for the task as ECS itself describes it: whatever an event claimed, the described
 * container is verified afresh. Then the stop budget must allow it; a stop that fails is given back to the budget.
 */
export const attemptStop = async (
  toStop: TaskToStop,
  verified: VerifiedContainer,
  ports: StopPorts,
): Promise<StopAttempt> => {
  const { trust } = toStop;
  switch (trust.kind) {
    case 'unusable':
      return { kind: 'not-stoppable', verified };
    case 'loaded':
      return attemptByTrust({ ...toStop, trust }, verified, ports);
  }
};
