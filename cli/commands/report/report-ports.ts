import { spawn } from 'node:child_process';
import { buildPageClient } from '../../../adapters/bundler/bundle-page';
import { renderReportPage } from '../../../adapters/report-page/render-report-page';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Report } from '../../../contracts/report/report-schema';
import type { WorkTools } from '../../shared/interruption';
import { awsRunningPorts, type RunningPorts } from '../../shared/running/running-ports';

/** What `image-trust report` works with; everything outside but files is in here. */
export interface ReportPorts extends RunningPorts {
  readonly renderPage: (report: Report) => Promise<string>;
  /** Opens a file in the browser; false if that is not possible. */
  readonly open: (file: string) => Promise<boolean>;
}

/** The program that opens a file as a double-click does, by platform; no shell reads its arguments. */
export const openerFor = (platform: NodeJS.Platform): string => {
  if (platform === 'darwin') return 'open';
  return platform === 'win32' ? 'explorer.exe' : 'xdg-open';
};

// Explorer reports failure even where it opens the file.
const isOpened = (status: number | null): boolean => status === 0 || process.platform === 'win32';

/** Opens a file with a program; false if the program is missing or fails. */
export const openWith =
  (command: string) =>
  (file: string): Promise<boolean> =>
    new Promise((resolve) => {
      const child = spawn(command, [file], { stdio: 'ignore' });
      child.once('error', () => resolve(false));
      child.once('exit', (status) => resolve(isOpened(status)));
    });

/** The ports of a deployment's account and region. */
export const awsReportPorts = (deployment: Deployment, tools: WorkTools): ReportPorts => ({
  ...awsRunningPorts(deployment, tools),
  renderPage: async (report) => renderReportPage(report, await buildPageClient()),
  open: openWith(openerFor(process.platform)),
});
