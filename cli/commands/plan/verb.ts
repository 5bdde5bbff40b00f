import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Report } from '../../../contracts/report/report-schema';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { checkWritable, writeOutput } from '../../shared/output-file';
import { readReportFile } from '../../shared/preview/read-report-file';
import { printJson, printResult, say } from '../../shared/print';
import { readLockedDeployment } from '../../shared/read-deployment';
import { reportReadingPorts } from '../../shared/running/running-ports';
import { cdktfRunner } from '../../shared/terraform/run-cdktf';
import { terraformRunner } from '../../shared/terraform/run-terraform';
import type { RunVerb, Verb } from '../../verb';
import { ERROR, exitStatusFor } from './exit-status';
import { foreseeRunning, type ForeseenRunning, type ReportReading } from './foresee-running';
import { PROSE } from './help';
import { parsePlanOptions, PLAN, type PlanOptions } from './options';
import { makePlan, type MakePlanPorts } from './make-plan';
import { reportOn } from './plan-report';
import { STACK_PARTS } from './plan-stacks';
import type { Summary } from './plan-summary';
import { renderMarkdown } from './report/render-markdown';
import { renderText } from './report/render-text';

/** Everything outside that `image-trust plan` uses. */
export interface PlanPorts extends MakePlanPorts {
  readonly environment: NodeJS.ProcessEnv;
  /** Default: there are no reports. */
  readonly reportsOf?: (deployment: Deployment) => ReportReading;
}

const print = (summary: Summary, { json, markdown }: PlanOptions): void => {
  const report = reportOn(summary);
  if (json) printJson(summary);
  else printResult(renderText(report));
  // The plan took minutes: it is printed before anything else can fail.
  if (markdown !== undefined) writeOutput(markdown, renderMarkdown(report, summary.deployment));
};

const NO_REPORTS: ReportReading = {
  readLatest: async () => undefined,
  readTrustDocument: () => Promise.reject(new Error('there are no reports')),
};

const running = (
  deployment: Deployment,
  saved: Report | undefined,
  { reportsOf = () => NO_REPORTS, now, say: sayLine }: PlanPorts,
): Promise<ForeseenRunning | undefined> =>
  foreseeRunning(deployment, saved, { ...reportsOf(deployment), now, say: sayLine });

const plan = async (options: PlanOptions, ports: PlanPorts): Promise<number> => {
  if (options.markdown !== undefined) checkWritable('--markdown', options.markdown);
  const locked = readLockedDeployment(options.deployment, ports.environment);
  const saved = options.report === undefined ? undefined : readReportFile(options.report, locked.deployment);
  const { lockTimeoutSeconds } = options;
  return interruptible('plan', {
    work: async (tools) => {
      const request = { ...tools, parts: STACK_PARTS, pushFollows: true, lockTimeoutSeconds };
      const made = await makePlan(locked, request, ports);
      const summary = { ...made, running: await running(locked.deployment, saved, ports) };
      print(summary, options);
      return exitStatusFor(summary);
    },
    soFar: () => 'no plan was printed; run it again',
    // Terraform needs time to release its state lock.
    patienceMs: 'unlimited',
  });
};

/** Makes `image-trust plan` from what it works with. */
export const planWith =
  (ports: PlanPorts): RunVerb =>
  async (args, typedIn) => {
    const options = parsePlanOptions(args, typedIn);
    return exitStatusOf('plan', () => plan(options, ports));
  };

/** `image-trust plan`: what a change would do, beginning with what it means for trust. */
export const planVerb: Verb = toVerb(PLAN, {
  ...PROSE,
  group: 'Deploy and review',
  summary: 'print what a change would do, beginning with what it means for trust',
  // Elsewhere a usage error is 2; here 2 says that something would change.
  usageErrorCode: ERROR,
  run: (args, typedIn) =>
    planWith({
      environment: process.env,
      terraform: () => terraformRunner(process.env),
      cdktfFor: (deployment) => cdktfRunner({ deployment, environment: process.env }),
      say,
      clock: () => performance.now(),
      now: () => Date.now(),
      reportsOf: reportReadingPorts,
    })(args, typedIn),
});
