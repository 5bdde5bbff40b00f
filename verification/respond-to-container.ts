import { announce, type AnnouncePorts } from './announce';
import type { Outcome } from './announcement';
import { attemptStop, type StopPorts } from './attempt-stop';
import { decideResponse, isRetried, type PlannedResponse } from './decide-response';
import { DONE, retryLater, type Disposition } from './disposition';
import { ledgerKey, type LedgerEntry } from './ledger';
import { ResponseError, toCause } from './response-error';
import { isEnding, workloadKindFor } from './task';
import { clusterResponseFor, type Trust } from './trust';
import type { TaskToVerify, VerifiedContainer } from './verify-task';

/** The ports that responding to verdicts needs. */
export interface RespondPorts extends StopPorts, AnnouncePorts {
  readonly now: () => number;
}

/** One task whose verdicts are responded to; attempts count from 1. */
export interface ResponseCase extends TaskToVerify {
  readonly trust: Trust;
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** A verdict and what the ledger knows about it. */
interface Known {
  readonly verified: VerifiedContainer;
  readonly entry: LedgerEntry;
}

/** How a verdict was responded to, before that is announced. */
interface Answer extends Known {
  readonly outcome: Outcome;
  readonly disposition: Disposition;
  /** Why a stop failed or could not be kept in the ledger: thrown after the announcement. */
  readonly failure?: unknown;
}

const recall = async (
  verified: VerifiedContainer,
  { task }: ResponseCase,
  { ledger, now }: RespondPorts,
): Promise<Known> => {
  const entry = await ledger.recall(ledgerKey(task.taskArn, verified));
  return { verified, entry: entry ?? { firstSeen: now(), announced: {}, stopped: false } };
};

const decide = ({ verified, entry }: Known, each: ResponseCase, now: number): PlannedResponse =>
  decideResponse({
    ...clusterResponseFor(each.trust, each.task.clusterArn),
    verdict: verified.verdict,
    workload: workloadKindFor(each.task),
    ending: isEnding(each.task),
    attempt: each.attempt,
    lastAttempt: each.lastAttempt,
    firstSeen: entry.firstSeen,
    now,
  });

const toAnswer = (known: Known, response: PlannedResponse, each: ResponseCase): Answer => {
  const disposition = isRetried(known.verified.verdict, each) ? retryLater() : DONE;
  switch (response.kind) {
    case 'record':
      return { ...known, outcome: 'recorded', disposition };
    case 'report':
      return { ...known, outcome: 'reported', disposition };
    case 'confirm':
      return { ...known, outcome: 'stop-pending', disposition: retryLater(response.afterSeconds) };
    case 'stop':
      // Reached only when the fresh verification led to another verdict: that one is confirmed, too, before it stops.
      return { ...known, outcome: 'stop-pending', disposition: retryLater(0) };
  }
};

const stop = async (known: Known, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const { settings } = clusterResponseFor(each.trust, each.task.clusterArn);
  const attempt = await attemptStop({ ...each, budget: settings.stopBudget }, known.verified, ports).catch(
    (failure: unknown) => ({ kind: 'failed' as const, failure }),
  );
  switch (attempt.kind) {
    case 'failed':
      return { ...known, outcome: 'stop-failed', disposition: retryLater(), failure: attempt.failure };
    case 'stopped':
    case 'not-running':
      return { ...known, verified: attempt.verified, outcome: attempt.kind, disposition: DONE };
    case 'not-stoppable':
      return { ...known, verified: attempt.verified, outcome: 'reported', disposition: DONE };
    case 'budget-spent':
      return {
        ...known,
        verified: attempt.verified,
        outcome: 'stop-budget-spent',
        disposition: retryLater(attempt.freeAfterSeconds),
      };
    case 'changed': {
      const changed = await recall(attempt.verified, each, ports);
      return toAnswer(changed, decide(changed, each, ports.now()), each);
    }
  }
};

const answer = async (verified: VerifiedContainer, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const known = await recall(verified, each, ports);
  if (known.entry.stopped) return { ...known, outcome: 'stopped', disposition: DONE };
  const response = decide(known, each, ports.now());
  return response.kind === 'stop' ? stop(known, each, ports) : toAnswer(known, response, each);
};

/** Keeps a stop in the ledger before it is announced, so that a failed announcement can be retried later. */
const keepStop = async (given: Answer, { task }: ResponseCase, { ledger }: RespondPorts): Promise<Answer> => {
  if (given.outcome !== 'stopped' || given.entry.stopped) return given;
  const entry = { ...given.entry, stopped: true };
  return ledger.keep(ledgerKey(task.taskArn, given.verified), entry).then(
    () => ({ ...given, entry }),
    (failure: unknown) => ({ ...given, entry, failure }),
  );
};

/**
 * Responds to one container's verdict: stop if that is due, then announce.
 * @throws ResponseError when the stop or a channel failed; what succeeded is not repeated by a retry.
 */
export const respondToContainer = async (
  before: VerifiedContainer,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Disposition> => {
  const { task, trust } = each;
  const given = await keepStop(await answer(before, each, ports), each, ports);
  const { verified, entry, outcome, disposition, failure } = given;
  const announcement = {
    task,
    verified,
    trustDocument: trust.kind === 'loaded' ? trust.sha256 : null,
    mode: clusterResponseFor(trust, task.clusterArn).mode,
    workload: workloadKindFor(task),
    outcome,
    at: ports.now(),
  };
  const failures = [...(await announce(announcement, entry, ports)), ...(failure === undefined ? [] : [failure])];
  if (failures.length > 0) throw new ResponseError('a response failed', { cause: toCause(failures) });
  return disposition;
};
