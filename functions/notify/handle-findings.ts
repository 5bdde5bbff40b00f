import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { toActiveFinding, toArchived } from '../../adapters/securityhub/active-findings';
import { fromReport } from '../../adapters/securityhub/from-report';
import { fromVerdict } from '../../adapters/securityhub/from-verdict';
import { isSecurityHubOff } from '../../adapters/securityhub/import-findings';
import { toFinding } from '../../adapters/securityhub/to-finding';
import type { SweptNotice, VerdictNotice } from '../../contracts/events/notice-format';
import type { Report } from '../../contracts/report/report-schema';
import { reconcileFindings, type RemainingTime } from '../../verification';

/** What importing findings needs. */
export interface FindingsPorts {
  readonly productArn: string;
  readonly deployment: string;
  /** Creates or updates findings; resolves with their number, and rejects when some were refused. */
  readonly importFindings: (findings: readonly AwsSecurityFinding[], signal?: AbortSignal) => Promise<number>;
  readonly readActiveFindings: (signal?: AbortSignal) => Promise<readonly AwsSecurityFinding[]>;
  readonly readReport: (key: string) => Promise<Report>;
  /** The sweep whose report is the latest one; undefined if there is none. */
  readonly readLatestSweep: () => Promise<string | undefined>;
  /** Called after findings were imported or archived. */
  readonly onFindings: (kind: 'imported' | 'archived', count: number) => void;
  /** Called when Security Hub is off, so that there are no findings. */
  readonly onSecurityHubOff: () => void;
}

/** Runs work with Security Hub; where that is off, there is nothing to retry: the next sweep makes up for it. */
const unlessOff = async (work: () => Promise<void>, { onSecurityHubOff }: FindingsPorts): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!isSecurityHubOff(error)) throw error;
    onSecurityHubOff();
  }
};

/** Findings to be imported, and the signal by which that ends. */
interface Import {
  readonly findings: readonly AwsSecurityFinding[];
  readonly signal?: AbortSignal;
}

const importAll = async (
  kind: 'imported' | 'archived',
  { findings, signal }: Import,
  { importFindings, onFindings }: FindingsPorts,
): Promise<void> => {
  if (findings.length > 0) onFindings(kind, await importFindings(findings, signal));
};

/** Imports a finding for an untrusted image; there is none for any other verdict. */
export const importVerdict = async (
  notice: Omit<VerdictNotice, 'kind' | 'target'>,
  ports: FindingsPorts,
): Promise<void> => {
  const found = fromVerdict(notice);
  if (found === undefined) return;
  await unlessOff(() => importAll('imported', { findings: [toFinding(found, ports.productArn)] }, ports), ports);
};

const readReport = async (
  { reportKey }: SweptNotice,
  { readReport: read, deployment }: FindingsPorts,
): Promise<Report> => {
  const report = await read(reportKey);
  if (report.deployment === deployment) return report;
  throw new Error(`${reportKey}: expected a report of the deployment ${deployment}`);
};

/** Runs work until the signal is aborted, and says so if that ended it. */
const untilAborted = async (signal: AbortSignal, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new Error('the time ended before all findings were compared with the report; a retry continues', { cause });
  }
};

/** The time that must be left to end the invocation in good order, in milliseconds. */
const RESERVE_MS = 10_000;

/**
 * Compares the active findings with the report of a sweep: imports those that are missing, and archives those that are
 * over. Both are tried, whichever fails. When the time is short, it ends, and its retry finds less to do. Does nothing
 * about the report of an earlier sweep than the latest: what was right then may archive what runs now.
 */
export const reconcileWithReport = async (
  notice: SweptNotice,
  remaining: RemainingTime,
  ports: FindingsPorts,
): Promise<void> => {
  const latest = await ports.readLatestSweep();
  if (latest !== undefined && latest > notice.sweep) return;
  const report = await readReport(notice, ports);
  const reported = fromReport(report);
  const signal = AbortSignal.timeout(Math.max(0, remaining() - RESERVE_MS));
  const compare = async (): Promise<void> => {
    const active = await ports.readActiveFindings(signal);
    const { imported, archived } = reconcileFindings(reported, active.map(toActiveFinding));
    const missing = [...reported.untrusted].flatMap(([id, found]) =>
      imported.has(id) ? [toFinding(found, ports.productArn)] : [],
    );
    // As of the start of the sweep: a finding that is imported later stays active.
    const over = active.flatMap((each) => (archived.has(each.Id ?? '') ? [toArchived(each, report.startedAt)] : []));
    const results = await Promise.allSettled([
      importAll('imported', { findings: missing, signal }, ports),
      importAll('archived', { findings: over, signal }, ports),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
  await untilAborted(signal, () => unlessOff(compare, ports));
};
