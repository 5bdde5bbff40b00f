import {
  answerNotDone,
  toAnswer,
  type Answer,
  type Due,
  type Known,
  type RespondPorts,
  type ResponseCase,
} from './answer';
import { confirmVerdict } from './confirm-verdict';
import { isRetried, type PlannedResponse } from './decide-response';
import { DONE, retryLater } from './disposition';
import { intervene } from './intervene';
import { INTERVENTION_OUTCOMES } from './intervention';
import { decideKnown, recallVerdict } from './known-verdict';
import { carriedOut, ledgerKey, pendingStopKey } from './ledger';
import { liftResponse } from './break-glass/lift-response';
import type { VerifiedContainer } from './verify-task';

/** Whether an intervention waits for this attempt; a trusted verdict takes it back. */
const isPending = async (
  { verified }: Known,
  { task, attempt }: ResponseCase,
  { ledger }: RespondPorts,
): Promise<boolean> => {
  if (attempt === 1 || verified.verdict.kind !== 'trusted') return false;
  return (await ledger.recall(pendingStopKey(task.taskArn, verified))) !== undefined;
};

/** A verdict and the response to it, which leaves ECS alone. */
interface Planned {
  readonly known: Known;
  readonly response: Exclude<PlannedResponse, { readonly kind: 'stop' | 'roll-back' }>;
}

const answerPlanned = async (
  { known, response }: Planned,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Answer> => {
  const disposition = isRetried(known.verified.verdict, each) ? retryLater() : DONE;
  switch (response.kind) {
    case 'record': {
      const outcome = (await isPending(known, each, ports)) ? 'reported' : 'recorded';
      return toAnswer(known, each, { outcome, disposition });
    }
    case 'report':
      return toAnswer(known, each, { outcome: 'reported', disposition });
    case 'confirm':
      return answerNotDone({ ...known, intervention: response.before }, each, {
        obstacle: 'confirmation',
        disposition: retryLater(response.afterSeconds),
      });
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
  const known = isSame ? { ...before, verified: fresh } : await recallVerdict(fresh, each, ports);
  const response = await decideKnown(known, each, ports);
  const lifted = await liftResponse({ known, response }, each, ports);
  if (lifted !== undefined) return lifted;
  if (response.kind !== 'stop' && response.kind !== 'roll-back') return answerPlanned({ known, response }, each, ports);
  const due = { ...known, intervention: response.kind };
  // Another verdict is confirmed, too, before anything follows from it.
  return isSame || known.isKnown
    ? intervene(due, each, ports)
    : answerNotDone(due, each, { obstacle: 'confirmation', disposition: retryLater(0) });
};

/** The deployment of a task that has ended may still be in progress. */
const NOTHING_ROLLED_BACK = 'Nothing was rolled back.';

const DIGEST_UNKNOWN = 'ECS does not report the digest that this verdict is about.';

const confirmAndIntervene = async (due: Due, each: ResponseCase, ports: RespondPorts): Promise<Answer> => {
  const confirmation = await confirmVerdict(each, due.verified, ports).catch((failure: unknown) => ({
    kind: 'failed' as const,
    failure,
  }));
  switch (confirmation.kind) {
    case 'failed': {
      const { failure } = confirmation;
      return answerNotDone(due, each, { obstacle: 'failure', disposition: retryLater(), failure });
    }
    case 'not-running': {
      const note = due.intervention === 'roll-back' ? NOTHING_ROLLED_BACK : undefined;
      return toAnswer(due, each, { outcome: 'not-running', note, disposition: DONE });
    }
    case 'not-confirmed': {
      const described = { ...each, task: confirmation.task };
      const note = due.intervention === 'roll-back' ? DIGEST_UNKNOWN : undefined;
      return answerNotDone(due, described, { obstacle: 'digest-unknown', note, disposition: retryLater() });
    }
    case 'described': {
      const { task, verified: fresh } = confirmation;
      return answerConfirmed({ before: due, fresh }, { ...each, task }, ports);
    }
  }
};

/**
 * Answers one verdict: stops the task, or rolls back the deployment that started it, where that is due and confirmed, and
 * returns what is to be announced. A failure to do so is part of the answer.
 * @throws what the ledger throws.
 */
export const answerVerdict = async (
  verified: VerifiedContainer,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Answer> => {
  const known = await recallVerdict(verified, each, ports);
  const before = carriedOut(known.entry);
  if (before !== undefined)
    return toAnswer(known, each, { outcome: INTERVENTION_OUTCOMES[before].done, disposition: DONE });
  const response = await decideKnown(known, each, ports);
  const lifted = await liftResponse({ known, response }, each, ports);
  if (lifted !== undefined) return lifted;
  switch (response.kind) {
    case 'record':
    case 'report':
    case 'confirm':
      return answerPlanned({ known, response }, each, ports);
    case 'stop':
    case 'roll-back':
      return confirmAndIntervene({ ...known, intervention: response.kind }, each, ports);
  }
};
