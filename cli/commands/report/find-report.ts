import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Report } from '../../../contracts/report/report-schema';
import { ToolFailure } from '../../shared/failure';
import { oldReportWarning } from './ages';
import { makeReport, type MakeReportPorts } from './make-report';
import type { ReportOptions } from './options';

/** A report, and whether it is too old to say what runs now. */
export interface FoundReport {
  readonly report: Report;
  readonly isOld: boolean;
}

/** The latest report as the previous one: without it, a new report names no changes. */
const previousReport = async ({ readLatest, say }: MakeReportPorts): Promise<Report | undefined> => {
  try {
    return await readLatest();
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    say(`changes since the previous report are not known: ${error.message}`);
    return undefined;
  }
};

/** The latest report; a failure also says how to do without it. */
const latestReport = async ({ readLatest }: MakeReportPorts): Promise<Report | undefined> => {
  try {
    return await readLatest();
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new ToolFailure(error.code, `${error.message}; or make a report from what runs, with --now`, {
      cause: error,
    });
  }
};

const warnIfOld = (report: Report, { sweep }: Deployment, { now, say }: MakeReportPorts): FoundReport => {
  const warning = oldReportWarning(report.sweep, sweep, now());
  if (warning !== undefined) say(warning);
  return { report, isOld: warning !== undefined };
};

/**
 * The latest report of the sweep; or one of what runs now, where it is asked for or there is none yet. Warns about an old one.
 * @throws ToolFailure when AWS refuses, or a tool is missing.
 */
export const findReport = async (
  deployment: Deployment,
  { now }: Pick<ReportOptions, 'now'>,
  ports: MakeReportPorts,
): Promise<FoundReport> => {
  const make = async (previous: Report | undefined): Promise<FoundReport> => ({
    report: await makeReport(deployment, previous, ports),
    isOld: false,
  });
  if (now) return make(await previousReport(ports));
  const latest = await latestReport(ports);
  if (latest !== undefined) return warnIfOld(latest, deployment, ports);
  ports.say('there is no report of a sweep yet: one is made from what runs now');
  return make(undefined);
};
