import { tell, type Outcome, type Telling } from './announcement';
import { attemptStop, type Stopping } from './attempt-stop';
import type { JudgedContainer } from './judge-task';
import { ledgerKey, type LedgerEntry } from './ledger';
import { isAskedAgain, responseFor, type Response } from './response-for';
import type { Mode, ResponseSettings } from './trust-document';
import { isEnding, workloadKindFor, type Task } from './workload';

/** What responding needs from outside. */
export interface Responding extends Stopping, Telling {}

/** One task whose verdicts are answered; attempts count from 1. */
export interface ResponseCase {
  readonly task: Task;
  readonly mode: Mode;
  readonly settings: ResponseSettings;
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** What becomes of the message: done, or back to the queue, possibly after a stated time. */
export type Disposition =
  { readonly kind: 'done' } | { readonly kind: 'again'; readonly afterSeconds: number | undefined };

/** Thrown when something could not be done for some container; the message comes back, and what did succeed is not repeated. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';
}

interface Answer {
  readonly judged: JudgedContainer;
  readonly outcome: Outcome;
  readonly again: Disposition;
}

const DONE: Disposition = { kind: 'done' };
const again = (afterSeconds?: number): Disposition => ({ kind: 'again', afterSeconds });

const decide = (
  each: ResponseCase,
  judged: JudgedContainer,
  known: { readonly entry: LedgerEntry | undefined; readonly now: number },
): Response =>
  responseFor({
    ...each,
    verdict: judged.verdict,
    workload: workloadKindFor(each.task.group),
    ending: isEnding(each.task),
    firstSeen: known.entry?.firstSeen,
    now: known.now,
  });

const settle = (judged: JudgedContainer, response: Response, attempt: number): Answer => {
  const comesBack = isAskedAgain(judged.verdict, attempt) ? again() : DONE;
  switch (response.kind) {
    case 'record':
      return { judged, outcome: 'recorded', again: comesBack };
    case 'report':
      return { judged, outcome: 'reported', again: comesBack };
    case 'confirm':
      return { judged, outcome: 'stop-pending', again: again(response.afterSeconds) };
    case 'stop':
      // Reached only by a verdict that changed under our eyes: it is looked at again before it stops anything.
      return { judged, outcome: 'stop-pending', again: again(0) };
  }
};

const answer = async (each: ResponseCase, judged: JudgedContainer, ports: Responding): Promise<Answer> => {
  const entry = await ports.ledger.recall(ledgerKey(each.task.taskArn, judged));
  const response = decide(each, judged, { entry, now: ports.now() });
  if (response.kind !== 'stop') return settle(judged, response, each.attempt);
  const attempted = await attemptStop(each.task, judged, { ...ports, budget: each.settings.stopBudget });
  if (attempted.kind === 'answered') return { judged: attempted.judged, outcome: attempted.outcome, again: DONE };
  const known = await ports.ledger.recall(ledgerKey(each.task.taskArn, attempted.judged));
  return settle(attempted.judged, decide(each, attempted.judged, { entry: known, now: ports.now() }), each.attempt);
};

const respondToContainer = async (
  each: ResponseCase,
  before: JudgedContainer,
  ports: Responding,
): Promise<Disposition> => {
  const { judged, outcome, again: disposition } = await answer(each, before, ports);
  const { task, mode } = each;
  const entry = await ports.ledger.recall(ledgerKey(task.taskArn, judged));
  const announcement = { task, judged, mode, workload: workloadKindFor(task.group), outcome, at: ports.now() };
  const failures = await tell(announcement, entry, ports);
  if (failures.length > 0) throw new ResponseError('a responder failed', { cause: failures[0] });
  return disposition;
};

const earliest = (dispositions: readonly Disposition[]): Disposition => {
  const returning = dispositions.flatMap((each) => (each.kind === 'again' ? [each] : []));
  if (returning.length === 0) return DONE;
  const times = returning.flatMap(({ afterSeconds }) => (afterSeconds === undefined ? [] : [afterSeconds]));
  return again(times.length === 0 ? undefined : Math.min(...times));
};

/**
 * Answers every container of a task for itself: stop, then log line and metrics, then the announcements.
 * @throws ResponseError when something could not be done for some container; the others were answered all the same.
 */
export const respondToTask = async (
  each: ResponseCase,
  judged: readonly JudgedContainer[],
  ports: Responding,
): Promise<Disposition> => {
  const dispositions: Disposition[] = [];
  const failures: unknown[] = [];
  // One after the other: a task is stopped once, and the budget is spent in turn.
  for (const container of judged) {
    try {
      dispositions.push(await respondToContainer(each, container, ports));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return earliest(dispositions);
  throw new ResponseError(`${failures.length} of ${judged.length} containers could not be answered`, {
    cause: failures[0],
  });
};
