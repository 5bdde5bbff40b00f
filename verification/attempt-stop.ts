import { confirmsStop } from './confirm-stop';
import { stopReason } from './stop-reason';
import type { Task } from './task';
import type { Trust } from './trust';
import type { StopBudget } from './trust-document';
import { reasonOf } from './verdict';
import type { VerifyImage } from './verify-image';
import type { TaskToVerify, VerifiedContainer } from './verify-task';

/** The ports that stopping a task needs. */
export interface StopPorts {
  /** Verifies without reusing a verdict: nothing is stopped on old evidence. */
  readonly verifyAfresh: VerifyImage;
  /** Describes the task as ECS knows it now: nothing is stopped on second-hand evidence. */
  readonly describeTask: (task: Task) => Promise<Task | undefined>;
  /** Spends one stop of the cluster's budget; false when none is left. */
  readonly spendStop: (clusterArn: string, budget: StopBudget) => Promise<boolean>;
  readonly stopTask: (task: Task, reason: string) => Promise<void>;
}

/** A task to be stopped because of a verdict. */
export interface TaskToStop extends TaskToVerify {
  readonly trust: Trust;
  readonly budget: StopBudget;
}

/** The outcome of the attempt, or the different verdict that fresh evidence led to. */
export type StopAttempt =
  | {
      readonly kind: 'attempted';
      readonly outcome: 'stopped' | 'not-running' | 'stop-budget-spent' | 'reported';
      readonly verified: VerifiedContainer;
    }
  | { readonly kind: 'changed'; readonly verified: VerifiedContainer };

const hasSameVerdict = (one: VerifiedContainer, other: VerifiedContainer): boolean =>
  one.verdict.kind === other.verdict.kind && reasonOf(one.verdict) === reasonOf(other.verdict);

/**
 * Stops a task if, in this order, a fresh verification agrees, ECS reports that the task runs this digest, and the stop
 * budget allows it.
 */
export const attemptStop = async (
  toStop: TaskToStop,
  verified: VerifiedContainer,
  ports: StopPorts,
): Promise<StopAttempt> => {
  const { task, trust, budget, remaining } = toStop;
  const { container, image, policy } = verified;
  // Without a digest ECS cannot confirm what runs, and without a trust document nothing can be verified afresh.
  if (image === null || trust.kind === 'unusable') return { kind: 'attempted', outcome: 'reported', verified };
  // Without a policy there is nothing to verify: the verdict follows from the image's name alone.
  const verdict = policy === null ? verified.verdict : await ports.verifyAfresh({ image, policy, trust, remaining });
  const fresh = { ...verified, verdict };
  if (!hasSameVerdict(fresh, verified)) return { kind: 'changed', verified: fresh };
  const { clusterArn, taskArn } = task;
  const expected = { clusterArn, taskArn, container: container.name, digest: image.digest };
  if (!confirmsStop(await ports.describeTask(task), expected))
    return { kind: 'attempted', outcome: 'not-running', verified: fresh };
  if (!(await ports.spendStop(clusterArn, budget)))
    return { kind: 'attempted', outcome: 'stop-budget-spent', verified: fresh };
  await ports.stopTask(task, stopReason(fresh));
  return { kind: 'attempted', outcome: 'stopped', verified: fresh };
};
