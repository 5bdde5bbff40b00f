import type { VerifiedContainer } from './verify-task';
import { reasonOf } from './verdict';

/** How far someone has been told of a verdict, from nothing to most; each includes the ones before it. */
export const ANNOUNCED_LEVELS = [
  'nobody',
  'recorded',
  'reported',
  'stop-failed',
  'stop-budget-spent',
  'stopped',
] as const;
export type AnnouncedLevel = (typeof ANNOUNCED_LEVELS)[number];

/** What is remembered of a verdict about one container of one task; `firstSeen` in milliseconds since the epoch. */
export interface LedgerEntry {
  readonly firstSeen: number;
  /** How far each channel has been told, by its name; one that is not named was told nothing. */
  readonly announced: Readonly<Record<string, AnnouncedLevel>>;
  /** We stopped the task: kept before anyone is told, so that telling can fail and be done later. */
  readonly stopped: boolean;
}

/** What was announced, across invocations. */
export interface Ledger {
  readonly recall: (key: string) => Promise<LedgerEntry | undefined>;
  readonly keep: (key: string, entry: LedgerEntry) => Promise<void>;
}

/** One key for task, container, digest and verdict: what is announced once. */
export const ledgerKey = (taskArn: string, { container, image, verdict }: VerifiedContainer): string => {
  const digest = image?.digest ?? container.imageDigest ?? '-';
  return [taskArn, container.name, digest, verdict.kind, reasonOf(verdict) ?? '-'].join('#');
};
