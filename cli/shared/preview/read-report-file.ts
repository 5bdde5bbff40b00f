import { readFileSync } from 'node:fs';
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
 * Reads a saved report that an option names.
 * @throws UsageError or InvalidInputError that says what was expected and what was found.
 */
export const readReportFile = (file: string): Report => parseReport(read(file), file);
