import type { ReportStore } from '../../adapters/s3/report-store';
import type { FoundTask } from '../../contracts/events/found-task-event';
import type { SweepInput } from '../../contracts/functions/sweep-input';
import type { Report } from '../../contracts/report/report-schema';
import type { InventoryPorts, LedgerEntries, ReadGrants, VerifyGroupsPorts } from '../../verification';
import type { LoadTrustPorts } from '../shared/load-trust';
import type { VerifyCanaries } from './canary';

/** What a sweep did, for its log line and metrics. */
export interface SweepSummary {
  readonly report: Report;
  /** How many tasks were sent to the launch function. */
  readonly healed: number;
}

/** What a sweep is about, whatever runs. */
export interface SweepScope {
  readonly deployment: string;
  readonly account: string;
  readonly region: string;
}

/** The ports that a sweep needs. All times in milliseconds since the epoch. */
export interface SweepPorts extends LoadTrustPorts, InventoryPorts, VerifyGroupsPorts, ReportStore {
  readonly recallEntries: (keys: readonly string[]) => Promise<LedgerEntries>;
  readonly readGrants: ReadGrants;
  readonly verifyCanaries: VerifyCanaries;
  /** How many messages the launch function has not handled yet. Rejects when that cannot be read. */
  readonly countWaiting: () => Promise<number>;
  /** Has the launch function respond to tasks. Rejects when some could not be sent. */
  readonly sendFound: (sweep: string, found: readonly FoundTask[]) => Promise<void>;
  readonly renderPage: (report: Report) => Promise<string>;
  /** Makes it known that a sweep has written its report. */
  readonly announceSwept: (sweep: string) => Promise<void>;
  /** Has this function go on with the sweep in another invocation. */
  readonly invokeAgain: (input: SweepInput) => Promise<void>;
  readonly onBegun: (input: SweepInput) => void;
  /** The latest report cannot be read; the sweep continues without it. */
  readonly onPreviousRefused: (error: unknown) => void;
  /** Nobody knows how many messages wait, so none is sent. */
  readonly onBacklogUnknown: (error: unknown) => void;
  /** So many tasks are left to the next sweep, since enough messages wait. */
  readonly onPostponed: (tasks: number) => void;
  readonly onFinished: (summary: SweepSummary) => void;
}
