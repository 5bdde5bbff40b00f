import type { Mode } from './trust-document';
import type { Task, WorkloadKind } from './task';
import type { VerifiedContainer } from './verify-task';

/** How a verdict was responded to. */
export type Outcome =
  | 'recorded'
  | 'reported'
  | 'stop-pending'
  | 'stop-failed'
  /** ECS does not describe the digest that the verdict is about, so nothing was stopped; retried. */
  | 'not-confirmed'
  | 'not-running'
  | 'stop-budget-spent'
  /** The task was not stopped at the last attempt either. */
  | 'stop-abandoned'
  | 'stopped'
  | 'rollback-pending'
  | 'rollback-failed'
  | 'rollback-budget-spent'
  /** The deployment was not rolled back at the last attempt either. */
  | 'rollback-abandoned'
  | 'rolled-back'
  /** A break-glass grant lifted the response. */
  | 'break-glass';

/** A verdict and the response to it, as every channel announces them; `at` in milliseconds since the epoch. */
export interface Announcement {
  readonly task: Task;
  readonly verified: VerifiedContainer;
  /** SHA-256 of the trust document that the verdict belongs to; null when none could be used. */
  readonly trustDocument: string | null;
  readonly mode: Mode;
  readonly workload: WorkloadKind;
  readonly outcome: Outcome;
  /** Why the response is this one: one sentence for people; null when the outcome says it all. */
  readonly note: string | null;
  readonly at: number;
  /** The channel has announced this verdict before, at a lower level; metrics count the verdict only once. */
  readonly repeated: boolean;
}

/** Announces one verdict. Rejects when it could not be announced. */
export type Responder = (announcement: Announcement) => Promise<void>;

/** A place where something is announced: everything (`recorded`), or only what needs attention (`reported`). */
export interface ChannelOf<Announced> {
  readonly name: string;
  readonly announcesFrom: 'recorded' | 'reported';
  /** Rejects when it could not be announced. */
  readonly announce: (announced: Announced) => Promise<void>;
}

/** The name of the channel that everything is announced on. */
export const LOG_CHANNEL = 'log';

/** A place where verdicts are announced. */
export type Channel = ChannelOf<Announcement>;
