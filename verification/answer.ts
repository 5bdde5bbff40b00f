import type { AnnouncePorts } from './announce';
import type { Outcome } from './announcement';
import type { StopPorts } from './attempt-stop';
import type { Disposition } from './disposition';
import type { GrantPorts } from './break-glass/grant';
import { INTERVENTION_OUTCOMES, type Intervention, type Obstacle } from './intervention';
import type { LedgerEntry } from './ledger';
import type { RollbackPorts } from './rollback/find-deployment';
import type { Task } from './task';
import type { Trust } from './trust';
import type { TaskToVerify, VerifiedContainer } from './verify-task';

/** The ports that responding to verdicts needs. */
export interface RespondPorts extends StopPorts, RollbackPorts, AnnouncePorts, GrantPorts {}

/** One task whose verdicts are responded to; attempts count from 1. */
export interface ResponseCase extends TaskToVerify {
  readonly trust: Trust;
  readonly attempt: number;
  readonly lastAttempt: number;
}

/** A verdict and what the ledger knows about it. */
export interface Known {
  readonly verified: VerifiedContainer;
  readonly entry: LedgerEntry;
  /** The verdict was announced or acted on before. */
  readonly isKnown: boolean;
}

/** A verdict on which enforce must act. */
export interface Due extends Known {
  readonly intervention: Intervention;
}

/** How a verdict was responded to, before that is announced. */
export interface Answer extends Omit<Known, 'isKnown'> {
  /** The task as ECS describes it where ECS was called, else as the event does. */
  readonly task: Task;
  readonly outcome: Outcome;
  /** Why the response is this one. Default: the outcome says it all. */
  readonly note?: string | undefined;
  readonly disposition: Disposition;
  /** Why an intervention failed or could not be kept in the ledger: thrown after the announcement. */
  readonly failure?: unknown;
}

/** An answer from what is known about a verdict. */
export const toAnswer = (
  { verified, entry }: Known,
  { task }: ResponseCase,
  rest: Pick<Answer, 'outcome' | 'note' | 'disposition' | 'failure'>,
): Answer => ({ verified, entry, task, ...rest });

/** Why an intervention has not taken place, and what follows. */
interface NotDone extends Pick<Answer, 'note' | 'disposition' | 'failure'> {
  readonly obstacle: Obstacle;
}

/** The answer when an intervention that is due has not taken place: nothing follows the last attempt. */
export const answerNotDone = (due: Due, each: ResponseCase, { obstacle, ...rest }: NotDone): Answer => {
  const { notDone, abandoned } = INTERVENTION_OUTCOMES[due.intervention];
  return toAnswer(due, each, { ...rest, outcome: each.attempt < each.lastAttempt ? notDone[obstacle] : abandoned });
};
