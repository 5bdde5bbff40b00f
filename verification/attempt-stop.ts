import { confirmsStop } from './confirm-stop';
import type { VerifiedContainer } from './verify-task';
import type { VerifyImage } from './verdict-memory';
import { stopReason } from './stop-reason';
import type { StopBudget } from './trust-document';
import { reasonOf } from './verdict';
import type { Task } from './task';

/** What stopping a task needs from outside. */
export interface StopPorts {
  readonly now: () => number;
  /** Verifies without remembering: nothing is stopped on old evidence. */
  readonly verifyAfresh: VerifyImage;
  /** Asks ECS itself: nothing is stopped on second-hand evidence. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  /** Spends one stop of the cluster's budget; false when none is left. */
  readonly spendStop: (clusterArn: string, budget: StopBudget) => Promise<boolean>;
  readonly stopTask: (task: Task, reason: string) => Promise<void>;
}

/** Stopping within a budget. */
export interface BudgetedStopPorts extends StopPorts {
  readonly budget: StopBudget;
}

/** What came of the attempt, or the verdict that fresh evidence gave instead. */
export type StopAttempt =
  | {
      readonly kind: 'answered';
      readonly outcome: 'stopped' | 'not-running' | 'stop-budget-spent' | 'reported';
      readonly judged: VerifiedContainer;
    }
  | { readonly kind: 'changed'; readonly judged: VerifiedContainer };

const verifiedAfresh = async (judged: VerifiedContainer, verify: VerifyImage): Promise<VerifiedContainer> =>
  // Without a policy there is nothing to verify: the verdict follows from the name alone.
  judged.image === null || judged.policy === null
    ? judged
    : { ...judged, verdict: await verify(judged.image, judged.policy) };

/** Stops a task if a fresh verification agrees, ECS itself says that it runs this digest, and the budget grants it; in this order. */
export const attemptStop = async (
  task: Task,
  judged: VerifiedContainer,
  ports: BudgetedStopPorts,
): Promise<StopAttempt> => {
  const { image, container } = judged;
  // What ECS cannot confirm by digest is reported only.
  if (image === null) return { kind: 'answered', outcome: 'reported', judged };
  const fresh = await verifiedAfresh(judged, ports.verifyAfresh);
  const same = fresh.verdict.kind === judged.verdict.kind && reasonOf(fresh.verdict) === reasonOf(judged.verdict);
  if (!same) return { kind: 'changed', judged: fresh };
  const expected = {
    clusterArn: task.clusterArn,
    taskArn: task.taskArn,
    container: container.name,
    digest: image.digest,
  };
  if (!confirmsStop(await ports.describeTask(task), expected))
    return { kind: 'answered', outcome: 'not-running', judged: fresh };
  if (!(await ports.spendStop(task.clusterArn, ports.budget)))
    return { kind: 'answered', outcome: 'stop-budget-spent', judged: fresh };
  await ports.stopTask(task, stopReason(fresh));
  return { kind: 'answered', outcome: 'stopped', judged: fresh };
};
