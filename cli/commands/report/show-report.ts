import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../contracts/report/report-schema';
import { paintOn } from '../../shared/colour';
import { replaceOutput } from '../../shared/output-file';
import { printCsv, printJson, printResult, say } from '../../shared/print';
import { visibleJson } from '../../shared/visible-text';
import { formatOf, type Format, type ReportOptions } from './options';
import { renderCsv } from './render-csv';
import { renderReport } from './render-report';
import type { ReportPorts } from './report-ports';

type ShowPorts = Pick<ReportPorts, 'renderPage' | 'open' | 'now'>;

const RENDER: Readonly<Record<Format, (report: Report, ports: ShowPorts) => string | Promise<string>>> = {
  html: (report, { renderPage }) => renderPage(report),
  json: (report) => `${visibleJson(JSON.stringify(report, null, 2))}\n`,
  csv: renderCsv,
};

/** Other users of the machine must not read it, and the browser reads it after this program has ended. */
const openPage = async (report: Report, ports: ShowPorts): Promise<void> => {
  const page = await ports.renderPage(report);
  const file = join(mkdtempSync(join(tmpdir(), 'image-trust-report-')), 'report.html');
  writeFileSync(file, page, { mode: 0o600, flag: 'wx' });
  if (!(await ports.open(file))) say('no browser could be opened: open the file yourself');
  printResult(`${file}\n`);
};

const printText = (report: Report, now: number): void => {
  const { stdout, env } = process;
  const style = { now, width: stdout.isTTY ? stdout.columns : undefined, paint: paintOn(stdout, env) };
  printResult(renderReport(report, style));
};

/**
 * Prints, writes or opens a report, as the options say.
 * @throws ToolFailure when a file cannot be written.
 */
export const showReport = async (report: Report, options: ReportOptions, ports: ShowPorts): Promise<void> => {
  const { output } = options;
  const format = output === undefined ? undefined : formatOf(output);
  if (output !== undefined && format !== undefined) {
    replaceOutput(output, await RENDER[format](report, ports));
    say(`wrote ${output}`);
  } else if (options.open) await openPage(report, ports);
  else if (options.json) printJson(report);
  else if (options.csv) printCsv(renderCsv(report));
  else printText(report, ports.now());
};
