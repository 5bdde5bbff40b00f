import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Report } from '../../../contracts/report/report-schema';
import { ToolFailure } from '../../shared/failure';
import { oldReportWarning } from './ages';
import { makeReport, type MakeReportPorts } from './make-report';
import type { ReportOptions } from './options';

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

/**
 * The latest report of the sweep; or one of what runs now, where it is asked for or there is none yet.
 * @throws ToolFailure when AWS refuses, or a tool is missing.
 */
export const findReport = async (
  deployment: Deployment,
  { now }: Pick<ReportOptions, 'now'>,
  ports: MakeReportPorts,
): Promise<Report> => {
  if (now) return makeReport(deployment, await previousReport(ports), ports);
  const latest = await latestReport(ports);
  if (latest === undefined) {
    ports.say('there is no report of a sweep yet: one is made from what runs now');
    return makeReport(deployment, undefined, ports);
  }
  const { sweep } = deployment;
  const warning = sweep === 'off' ? undefined : oldReportWarning(latest.sweep, sweep.everyMinutes, ports.now());
  if (warning !== undefined) ports.say(warning);
  return latest;
};
