import type { AnnouncePorts } from './announce';
import type { Outcome } from './announcement';
import type { StopPorts } from './attempt-stop';
import type { Disposition } from './disposition';
import type { GrantPorts } from './grant';
import type { LedgerEntry } from './ledger';
import type { Task } from './task';
import type { Trust } from './trust';
import type { TaskToVerify, VerifiedContainer } from './verify-task';

/** The ports that responding to verdicts needs. */
export interface RespondPorts extends StopPorts, AnnouncePorts, GrantPorts {}

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
  /** The verdict was announced or stopped before. */
  readonly isKnown: boolean;
}

/** How a verdict was responded to, before that is announced. */
export interface Answer extends Omit<Known, 'isKnown'> {
  /** The task as ECS describes it where ECS was called, else as the event does. */
  readonly task: Task;
  readonly outcome: Outcome;
  readonly disposition: Disposition;
  /** Why a stop failed or could not be kept in the ledger: thrown after the announcement. */
  readonly failure?: unknown;
}

/** An answer from what is known about a verdict. */
export const toAnswer = (
  { verified, entry }: Known,
  { task }: ResponseCase,
  rest: Pick<Answer, 'outcome' | 'disposition' | 'failure'>,
): Answer => ({ verified, entry, task, ...rest });

/** The answer when a task that should be stopped still runs: nothing follows the last attempt. */
export const answerNotStopped = (
  known: Known,
  each: ResponseCase,
  rest: Pick<Answer, 'outcome' | 'disposition' | 'failure'>,
): Answer => toAnswer(known, each, each.attempt < each.lastAttempt ? rest : { ...rest, outcome: 'stop-abandoned' });
