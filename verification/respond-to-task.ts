import { announce, type Outcome, type AnnouncePorts } from './announcement';
import { attemptStop, type StopPorts } from './attempt-stop';
import type { VerifiedContainer } from './verify-task';
import { ledgerKey, type Ledger, type LedgerEntry } from './ledger';
import { isRetried, decideResponse, type PlannedResponse } from './decide-response';
import type { Mode, ResponseSettings } from './trust-document';
import { isEnding, workloadKindFor, type Task } from './task';

/** What responding needs from outside. */
export interface RespondPorts extends StopPorts, AnnouncePorts {}

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

const asCause = (failures: readonly unknown[]): unknown =>
  failures.length === 1 ? failures[0] : new AggregateError(failures, `${failures.length} failures`);

interface Answer {
  readonly judged: VerifiedContainer;
  readonly entry: LedgerEntry;
  readonly outcome: Outcome;
  readonly again: Disposition;
  /** What kept a stop from being done; told all the same, then thrown. */
  readonly failure?: unknown;
}

type Known = Pick<Answer, 'judged' | 'entry'>;

const DONE: Disposition = { kind: 'done' };
const retryLater = (afterSeconds?: number): Disposition => ({ kind: 'again', afterSeconds });

const recall = async (judged: VerifiedContainer, { task }: ResponseCase, ports: RespondPorts): Promise<Known> => {
  const entry = await ports.ledger.recall(ledgerKey(task.taskArn, judged));
  return { judged, entry: entry ?? { firstSeen: ports.now(), announced: {}, stopped: false } };
};

const decide = ({ judged, entry }: Known, each: ResponseCase, now: number): PlannedResponse =>
  decideResponse({
    ...each,
    verdict: judged.verdict,
    workload: workloadKindFor(each.task.group),
    ending: isEnding(each.task),
    firstSeen: entry.firstSeen,
    now,
  });

const settle = (known: Known, response: PlannedResponse, each: ResponseCase): Answer => {
  const comesBack = isRetried(known.judged.verdict, each) ? retryLater() : DONE;
  switch (response.kind) {
    case 'record':
      return { ...known, outcome: 'recorded', again: comesBack };
    case 'report':
      return { ...known, outcome: 'reported', again: comesBack };
    case 'confirm':
      return { ...known, outcome: 'stop-pending', again: retryLater(response.afterSeconds) };
    case 'stop':
      // Reached only by a verdict that changed under our eyes: it is looked at again before it stops anything.
      return { ...known, outcome: 'stop-pending', again: retryLater(0) };
  }
};

const stop = async (known: Known, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const attempt = attemptStop(each.task, known.judged, { ...ports, budget: each.settings.stopBudget });
  const attempted = await attempt.catch((failure: unknown) => ({ kind: 'failed' as const, failure }));
  switch (attempted.kind) {
    case 'failed':
      return { ...known, outcome: 'stop-failed', again: retryLater(), failure: attempted.failure };
    case 'answered':
      return { ...known, ...attempted, again: DONE };
    case 'changed': {
      const changed = await recall(attempted.judged, each, ports);
      return settle(changed, decide(changed, each, ports.now()), each);
    }
  }
};

const answer = async (judged: VerifiedContainer, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const known = await recall(judged, each, ports);
  if (known.entry.stopped) return { ...known, outcome: 'stopped', again: DONE };
  const response = decide(known, each, ports.now());
  return response.kind === 'stop' ? stop(known, each, ports) : settle(known, response, each);
};

/** A stop is kept before anyone is told of it, so that telling can fail and still be done later; what keeps it from being kept is given back. */
const keepStop = async (given: Answer, { task }: ResponseCase, ledger: Ledger): Promise<Answer> => {
  if (given.outcome !== 'stopped' || given.entry.stopped) return given;
  const entry = { ...given.entry, stopped: true };
  const keeping = ledger.keep(ledgerKey(task.taskArn, given.judged), entry);
  return keeping.then(
    () => ({ ...given, entry }),
    (failure: unknown) => ({ ...given, entry, failure }),
  );
};

const respondToContainer = async (
  before: VerifiedContainer,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Disposition> => {
  const given = await keepStop(await answer(before, each, ports), each, ports.ledger);
  const { task, mode } = each;
  const { judged: verified, entry, outcome } = given;
  const announcement = { task, verified, mode, workload: workloadKindFor(task.group), outcome, at: ports.now() };
  const failures = [
    ...(await announce(announcement, entry, ports)),
    ...(given.failure === undefined ? [] : [given.failure]),
  ];
  if (failures.length > 0) throw new ResponseError('a response failed', { cause: asCause(failures) });
  return given.again;
};

/** Stops a task once, however many of its containers ask for it: what was spent, confirmed and done for the first holds for the others. */
const stoppingOnce = (ports: RespondPorts): RespondPorts => {
  let described: Task | undefined;
  let spent = false;
  let stopped = false;
  return {
    ...ports,
    describeTask: async (task) => {
      if (!stopped) described = await ports.describeTask(task);
      return described;
    },
    spendStop: async (clusterArn, budget) => {
      spent ||= await ports.spendStop(clusterArn, budget);
      return spent;
    },
    stopTask: async (task, reason) => {
      if (!stopped) await ports.stopTask(task, reason);
      stopped = true;
    },
  };
};

const earliest = (dispositions: readonly Disposition[]): Disposition => {
  const returning = dispositions.flatMap((each) => (each.kind === 'again' ? [each] : []));
  if (returning.length === 0) return DONE;
  const times = returning.flatMap(({ afterSeconds }) => (afterSeconds === undefined ? [] : [afterSeconds]));
  return retryLater(times.length === 0 ? undefined : Math.min(...times));
};

/**
 * Answers every container of a task for itself: stop, then log line and metrics, then the announcements.
 * @throws ResponseError when something could not be done for some container; the others were answered all the same.
 */
export const respondToTask = async (
  each: ResponseCase,
  judged: readonly VerifiedContainer[],
  ports: RespondPorts,
): Promise<Disposition> => {
  const dispositions: Disposition[] = [];
  const failures: unknown[] = [];
  const once = stoppingOnce(ports);
  // One after the other: a task is stopped once, and the budget is spent in turn.
  for (const container of judged) {
    try {
      dispositions.push(await respondToContainer(container, each, once));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return earliest(dispositions);
  throw new ResponseError(`${failures.length} of ${judged.length} containers could not be answered`, {
    cause: asCause(failures),
  });
};
