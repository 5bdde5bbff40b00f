import { readFileSync } from 'node:fs';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { parseReport } from '../../../contracts/report/parse-report';
import type { Report } from '../../../contracts/report/report-schema';
import { UsageError } from '../usage-error';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--report ${file}: expected a readable file, found ${(cause as Error).message}`, { cause });
  }
};

/**
 * Reads a saved report that an option names. It must be of the account and region of the deployment.
 * @throws UsageError or InvalidInputError that says what was expected and what was found.
 */
export const readReportFile = (file: string, { account, region }: Pick<Deployment, 'account' | 'region'>): Report => {
  const report = parseReport(read(file), file);
  if (report.account === account && report.region === region) return report;
  throw new UsageError(
    `--report ${file}: expected a report of account ${account} in ${region}, found one of account ${report.account} in ${report.region}`,
  );
};
