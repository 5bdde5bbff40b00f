import type { Intervention } from './intervention';
import { reasonOf } from './verdict';
import type { VerifiedContainer } from './verify-task';

/**
 * How much of a verdict a channel has announced, from nothing to most. A channel announces a verdict again only at a
 * higher level: a report after a pending stop takes the stop back.
 */
export const ANNOUNCED_LEVELS = [
  'nothing',
  'recorded',
  'stop-pending',
  'rollback-pending',
  'reported',
  'stop-failed',
  'rollback-failed',
  'stop-budget-spent',
  'rollback-budget-spent',
  'not-rolled-back',
  'stop-abandoned',
  'rollback-abandoned',
  'break-glass',
  'rolled-back',
  'stopped',
] as const;
export type AnnouncedLevel = (typeof ANNOUNCED_LEVELS)[number];

/** What the ledger keeps about one verdict; `firstSeen` in milliseconds since the epoch. */
export interface LedgerEntry {
  readonly firstSeen: number;
  /** The announced level of each channel, by the channel's name; a channel that is missing has announced nothing. */
  readonly announced: Readonly<Record<string, AnnouncedLevel>>;
  /** The verifier stopped the task. Kept before the stop is announced, so that a failed announcement can be retried. */
  readonly stopped: boolean;
  /** The verifier rolled back the deployment that started the task. Kept like `stopped`. Default: false. */
  readonly rolledBack?: boolean;
  /** The id of the break-glass grant that lifted the response; what runs is not stopped when that grant ends. */
  readonly grant?: string;
}

/** What the verifier has done about a verdict; undefined if nothing. */
export const carriedOut = ({ stopped, rolledBack = false }: LedgerEntry): Intervention | undefined => {
  if (stopped) return 'stop';
  return rolledBack ? 'roll-back' : undefined;
};

/** What was announced and stopped, kept across invocations. */
export interface Ledger {
  readonly recall: (key: string) => Promise<LedgerEntry | undefined>;
  readonly keep: (key: string, entry: LedgerEntry) => Promise<void>;
}

const containerKey = (taskArn: string, { container, image }: VerifiedContainer): string =>
  [taskArn, container.name, image?.digest ?? container.imageDigest ?? '-'].join('#');

/** One key for task, container, digest and verdict: each is announced once. */
export const ledgerKey = (taskArn: string, verified: VerifiedContainer): string =>
  [containerKey(taskArn, verified), verified.verdict.kind, reasonOf(verified.verdict) ?? '-'].join('#');

/**
 * One key for task, container and digest, whatever the reason: since when a stop or a rollback waits for a second
 * verification. Anyone who can attach signatures can change the reason, which must not start the time anew.
 */
export const pendingStopKey = (taskArn: string, verified: VerifiedContainer): string =>
  [containerKey(taskArn, verified), 'stop-pending'].join('#');

/** One key for task and service deployment: kept before the deployment is rolled back because of the task. */
export const rollbackKey = (taskArn: string, deploymentArn: string): string =>
  [taskArn, deploymentArn, 'rollback'].join('#');
