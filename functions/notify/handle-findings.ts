import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { toActiveFinding, toArchived } from '../../adapters/securityhub/active-findings';
import { fromReport } from '../../adapters/securityhub/from-report';
import { fromVerdict } from '../../adapters/securityhub/from-verdict';
import { isSecurityHubOff } from '../../adapters/securityhub/import-findings';
import { toFinding } from '../../adapters/securityhub/to-finding';
import type { SweptNotice, VerdictNotice } from '../../contracts/events/notice-format';
import type { Report } from '../../contracts/report/report-schema';
import { reconcileFindings } from '../../verification';

/** What importing findings needs. */
export interface FindingsPorts {
  readonly productArn: string;
  readonly deployment: string;
  /** Creates or updates findings; resolves with their number, and rejects when some were refused. */
  readonly importFindings: (findings: readonly AwsSecurityFinding[]) => Promise<number>;
  readonly readActiveFindings: () => Promise<readonly AwsSecurityFinding[]>;
  readonly readReport: (key: string) => Promise<Report>;
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

const importAll = async (
  kind: 'imported' | 'archived',
  findings: readonly AwsSecurityFinding[],
  { importFindings, onFindings }: FindingsPorts,
): Promise<void> => {
  if (findings.length > 0) onFindings(kind, await importFindings(findings));
};

/** Imports a finding for an untrusted image; there is none for any other verdict. */
export const importVerdict = async (
  notice: Omit<VerdictNotice, 'kind' | 'target'>,
  ports: FindingsPorts,
): Promise<void> => {
  const found = fromVerdict(notice);
  if (found === undefined) return;
  await unlessOff(() => importAll('imported', [toFinding(found, ports.productArn)], ports), ports);
};

const readReport = async (
  { reportKey }: SweptNotice,
  { readReport: read, deployment }: FindingsPorts,
): Promise<Report> => {
  const report = await read(reportKey);
  if (report.deployment === deployment) return report;
  throw new Error(`${reportKey}: expected a report of the deployment ${deployment}`);
};

/**
 * Compares the active findings with the report of a sweep: imports those that are missing, and archives those that are
 * over. Both are tried, whichever fails.
 */
export const reconcileWithReport = async (notice: SweptNotice, ports: FindingsPorts): Promise<void> => {
  const report = await readReport(notice, ports);
  const reported = fromReport(report);
  await unlessOff(async () => {
    const active = await ports.readActiveFindings();
    const { imported, archived } = reconcileFindings(reported, active.map(toActiveFinding));
    const missing = [...reported.untrusted].flatMap(([id, found]) =>
      imported.has(id) ? [toFinding(found, ports.productArn)] : [],
    );
    // As of the start of the sweep: a finding that is imported later stays active.
    const over = active.flatMap((each) => (archived.has(each.Id ?? '') ? [toArchived(each, report.startedAt)] : []));
    const results = await Promise.allSettled([
      importAll('imported', missing, ports),
      importAll('archived', over, ports),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }, ports);
};
