import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DemoContext } from './demo-context';
import { runSweep } from './run-sweep';
import { startEstate } from './start-estate';

/** Where the demo writes the report of its own environment, unless the command line names another folder. */
export const REPORT_FOLDER = join('dist', 'demo-report');

/** The absolute paths of a report's two forms. */
export interface ReportFiles {
  readonly html: string;
  readonly json: string;
}

/**
 * Starts some services, runs a sweep over everything that runs in the demo's environment, and writes its report; replaces an
 * earlier one.
 */
export const writeReport = async (context: DemoContext, folder: string): Promise<ReportFiles> => {
  await startEstate(context);
  const { report, page } = await runSweep(context.environment);
  await mkdir(folder, { recursive: true });
  const files = { html: resolve(folder, 'report.html'), json: resolve(folder, 'report.json') };
  await writeFile(files.html, page);
  await writeFile(files.json, `${JSON.stringify(report, null, 2)}\n`);
  return files;
};
