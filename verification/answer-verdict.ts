import { answerNotStopped, toAnswer, type Answer, type Known, type RespondPorts, type ResponseCase } from './answer';
import { attemptStop } from './attempt-stop';
import { backOffSeconds } from './back-off';
import { confirmVerdict } from './confirm-verdict';
import { decideResponse, isRetried, type PlannedResponse } from './decide-response';
import { DONE, retryLater } from './disposition';
import { ledgerKey, pendingStopKey } from './ledger';
import { liftResponse } from './lift-response';
import { isEnding, workloadKindFor } from './task';
import { clusterResponseFor } from './trust';
import type { VerifiedContainer } from './verify-task';

const recall = async (
  verified: VerifiedContainer,
  { task }: ResponseCase,
  { ledger, now }: RespondPorts,
): Promise<Known> => {
  const entry = await ledger.recall(ledgerKey(task.taskArn, verified));
  return {
    verified,
    entry: entry ?? { firstSeen: now(), announced: {}, stopped: false },
    isKnown: entry !== undefined,
  };
};

/** A verdict that was first seen at this time, in milliseconds since the epoch. */
interface SeenVerdict {
  readonly verified: VerifiedContainer;
  readonly firstSeen: number;
}

const decideSeen = ({ verified, firstSeen }: SeenVerdict, each: ResponseCase, now: number): PlannedResponse =>
  decideResponse({
    ...clusterResponseFor(each.trust, each.task.clusterArn),
    verdict: verified.verdict,
    workload: workloadKindFor(each.task),
    ending: isEnding(each.task),
    attempt: each.attempt,
    lastAttempt: each.lastAttempt,
    firstSeen,
    now,
  });

const decide = async (
  { verified, entry }: Known,
  each: ResponseCase,
  { ledger, now }: RespondPorts,
): Promise<PlannedResponse> => {
  const time = now();
  const response = decideSeen({ verified, firstSeen: entry.firstSeen }, each, time);
  if (response.kind !== 'confirm') return response;
  const key = pendingStopKey(each.task.taskArn, verified);
  const pending = await ledger.recall(key);
  if (pending !== undefined) return decideSeen({ verified, firstSeen: pending.firstSeen }, each, time);
  await ledger.keep(key, { firstSeen: entry.firstSeen, announced: {}, stopped: false });
  return response;
};

/** Whether a stop of the container waits for this attempt; a trusted verdict takes it back. */
const isStopPending = async (
  { verified }: Known,
  { task, attempt }: ResponseCase,
  { ledger }: RespondPorts,
): Promise<boolean> => {
  if (attempt === 1 || verified.verdict.kind !== 'trusted') return false;
  return (await ledger.recall(pendingStopKey(task.taskArn, verified))) !== undefined;
};

/** A verdict and the response to it that is no stop. */
interface Planned {
  readonly known: Known;
  readonly response: Exclude<PlannedResponse, { readonly kind: 'stop' }>;
}

const answerWithoutStop = async (
  { known, response }: Planned,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Answer> => {
  const disposition = isRetried(known.verified.verdict, each) ? retryLater() : DONE;
  switch (response.kind) {
    case 'record': {
      const outcome = (await isStopPending(known, each, ports)) ? 'reported' : 'recorded';
      return toAnswer(known, each, { outcome, disposition });
    }
    case 'report':
      return toAnswer(known, each, { outcome: 'reported', disposition });
    case 'confirm':
      return answerNotStopped(known, each, {
        outcome: 'stop-pending',
        disposition: retryLater(response.afterSeconds),
      });
  }
};

const stop = async (known: Known, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const { stopBudget: budget } = clusterResponseFor(each.trust, each.task.clusterArn).settings;
  const attempt = await attemptStop({ task: each.task, verified: known.verified, budget }, ports).catch(
    (failure: unknown) => ({ kind: 'failed' as const, failure }),
  );
  switch (attempt.kind) {
    case 'stopped':
      return toAnswer(known, each, { outcome: 'stopped', disposition: DONE });
    case 'budget-spent': {
      // A growing delay: when a stop becomes free, all tasks that wait for one compete for it.
      const disposition = retryLater(Math.max(attempt.freeAfterSeconds, backOffSeconds(each.attempt)));
      return answerNotStopped(known, each, { outcome: 'stop-budget-spent', disposition });
    }
    case 'failed': {
      const { failure } = attempt;
      return answerNotStopped(known, each, { outcome: 'stop-failed', disposition: retryLater(), failure });
    }
  }
};

/** A verdict by an event, and the fresh one on the container as ECS describes it, which may be another. */
interface Confirmed {
  readonly before: Known;
  readonly fresh: VerifiedContainer;
}

const answerConfirmed = async (
  { before, fresh }: Confirmed,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Answer> => {
  const { taskArn } = each.task;
  const isSame = ledgerKey(taskArn, fresh) === ledgerKey(taskArn, before.verified);
  const known = isSame ? { ...before, verified: fresh } : await recall(fresh, each, ports);
  const response = await decide(known, each, ports);
  const lifted = await liftResponse({ known, response }, each, ports);
  if (lifted !== undefined) return lifted;
  if (response.kind !== 'stop') return answerWithoutStop({ known, response }, each, ports);
  // Another verdict is confirmed, too, before it stops anything.
  return isSame || known.isKnown
    ? stop(known, each, ports)
    : answerNotStopped(known, each, { outcome: 'stop-pending', disposition: retryLater(0) });
};

const confirmAndStop = async (known: Known, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const confirmation = await confirmVerdict(each, known.verified, ports).catch((failure: unknown) => ({
    kind: 'failed' as const,
    failure,
  }));
  switch (confirmation.kind) {
    case 'failed': {
      const { failure } = confirmation;
      return answerNotStopped(known, each, { outcome: 'stop-failed', disposition: retryLater(), failure });
    }
    case 'not-running':
      return toAnswer(known, each, { outcome: 'not-running', disposition: DONE });
    case 'not-confirmed': {
      const described = { ...each, task: confirmation.task };
      return answerNotStopped(known, described, { outcome: 'not-confirmed', disposition: retryLater() });
    }
    case 'described': {
      const { task, verified: fresh } = confirmation;
      return answerConfirmed({ before: known, fresh }, { ...each, task }, ports);
    }
  }
};

/**
 * Answers one verdict: stops the task where that is due and confirmed, and returns what is to be announced. A stop that
 * failed is part of the answer.
 * @throws what the ledger throws.
 */
export const answerVerdict = async (
  verified: VerifiedContainer,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Answer> => {
  const known = await recall(verified, each, ports);
  if (known.entry.stopped) return toAnswer(known, each, { outcome: 'stopped', disposition: DONE });
  const response = await decide(known, each, ports);
  const lifted = await liftResponse({ known, response }, each, ports);
  if (lifted !== undefined) return lifted;
  return response.kind === 'stop'
    ? confirmAndStop(known, each, ports)
    : answerWithoutStop({ known, response }, each, ports);
};
