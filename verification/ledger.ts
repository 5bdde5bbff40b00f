import type { JudgedContainer } from './judge-task';
import { reasonOf } from './verdict';

/** How far the world has been told of a verdict; each includes the ones before it. */
export type Told = 'nobody' | 'reported' | 'stopped';

/** What is remembered of a verdict about one container of one task; `firstSeen` in milliseconds since the epoch. */
export interface LedgerEntry {
  readonly firstSeen: number;
  readonly told: Told;
}

/** What was announced, across invocations. */
export interface Ledger {
  readonly recall: (key: string) => Promise<LedgerEntry | undefined>;
  readonly keep: (key: string, entry: LedgerEntry) => Promise<void>;
}

/** One key for task, container, digest and verdict: what is announced once. */
export const ledgerKey = (taskArn: string, { container, image, verdict }: JudgedContainer): string => {
  const digest = image?.digest ?? container.imageDigest ?? '-';
  return [taskArn, container.name, digest, verdict.kind, reasonOf(verdict) ?? '-'].join('#');
};
