import type { Deployment } from '../../../contracts/deployment/deployment';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { checkWritable } from '../../shared/output-file';
import { say } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { countVerified } from '../../shared/running/count-verified';
import type { RunVerb, Verb } from '../../verb';
import { findReport, type FoundReport } from './find-report';
import { PROSE } from './help';
import { parseReportOptions, REPORT, type ReportOptions } from './options';
import { awsReportPorts, type ReportPorts } from './report-ports';
import { showReport } from './show-report';

const statusOf = ({ report: { coverage }, isOld }: FoundReport, failOn: ReportOptions['failOn']): number => {
  if (failOn === undefined) return EXIT.ok;
  if (coverage.untrusted > 0) return EXIT.failed;
  if (failOn === 'untrusted') return EXIT.ok;
  if (isOld) say(`exit code ${EXIT.inconclusive}: an old report does not say what runs now (--fail-on not-covered)`);
  const isCovered = coverage.notCovered + coverage.clustersNotRead === 0;
  return isCovered && !isOld ? EXIT.ok : EXIT.inconclusive;
};

/** Makes `image-trust report` from what it works with. */
export const reportWith =
  (portsFor: (deployment: Deployment, tools: WorkTools) => ReportPorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parseReportOptions(args, typedIn);
    if (options.output !== undefined) checkWritable('--output', options.output);
    const deployment = readDeployment(options.deployment, environment);
    const work = async (tools: WorkTools): Promise<number> => {
      const { throwIfInterrupted } = tools;
      const ports = { ...portsFor(deployment, tools), say, throwIfInterrupted, onVerified: countVerified };
      const found = await findReport(deployment, options, ports);
      throwIfInterrupted();
      await showReport(found.report, options, ports);
      return statusOf(found, options.failOn);
    };
    return exitStatusOf('report', () => interruptible('report', { work, soFar: () => 'no report; run it again' }));
  };

/** `image-trust report`: what runs, and whether it is trusted. */
export const reportVerb: Verb = toVerb(REPORT, {
  ...PROSE,
  group: 'Operate',
  summary: 'say what runs, and whether it is trusted',
  run: (args, typedIn) => reportWith(awsReportPorts, process.env)(args, typedIn),
});
