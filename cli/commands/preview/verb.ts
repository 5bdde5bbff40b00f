import type { Deployment } from '../../../contracts/deployment/deployment';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import type { Preview, TrustDocument } from '../../../verification';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult, say } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { readReportFile } from '../../shared/preview/read-report-file';
import { countVerified } from '../../shared/running/count-verified';
import { awsRunningPorts, type RunningPorts } from '../../shared/running/running-ports';
import type { RunVerb, Verb } from '../../verb';
import { toMarkdown } from '../plan/report/render-markdown';
import { renderText } from '../plan/report/render-text';
import { describePreview } from './describe-preview';
import { PROSE } from './help';
import { makePreview, type MadePreview } from './make-preview';
import { parsePreviewOptions, PREVIEW, type PreviewOptions } from './options';

/** The version of the output of `--json`. */
const PREVIEW_VERSION = 1;

const statusOf = ({ untrusted, notKnown, unread }: Preview, failOn: PreviewOptions['failOn']): number => {
  if (failOn === undefined) return EXIT.ok;
  if (untrusted.containers > 0) return EXIT.failed;
  const isKnown = notKnown.containers + unread.length === 0;
  return failOn === 'untrusted' || isKnown ? EXIT.ok : EXIT.inconclusive;
};

/** How a preview is shown; `now` in milliseconds since the epoch. */
interface Shown {
  readonly document: TrustDocument;
  readonly options: PreviewOptions;
  readonly now: number;
}

const show = (made: MadePreview, { document, options, now }: Shown): void => {
  const { preview, reportOf } = made;
  const { deployment } = document;
  if (options.json) {
    const head = { version: PREVIEW_VERSION, deployment, trustDocument: serializeTrustDocument(document).sha256 };
    return printJson({ ...head, reportOf, ...preview });
  }
  const report = describePreview(made, deployment, now);
  const frame = {
    marker: `<!-- image-trust preview: ${deployment} -->`,
    command: `npx image-trust preview --deployment ${deployment}`,
  };
  printResult(options.markdown ? toMarkdown(report, frame) : renderText(report));
};

/** Makes `image-trust preview` from what it works with. */
export const previewWith =
  (portsFor: (deployment: Deployment, tools: WorkTools) => RunningPorts, environment: NodeJS.ProcessEnv): RunVerb =>
  async (args, typedIn) => {
    const options = parsePreviewOptions(args, typedIn);
    const deployment = readDeployment(options.deployment, environment);
    const saved = options.report === undefined ? undefined : readReportFile(options.report, deployment);
    const document = toTrustDocument(deployment);
    const work = async (tools: WorkTools): Promise<number> => {
      const { throwIfInterrupted } = tools;
      const ports = { ...portsFor(deployment, tools), say, throwIfInterrupted, onVerified: countVerified };
      const made = await makePreview(document, saved, ports);
      throwIfInterrupted();
      show(made, { document, options, now: ports.now() });
      return statusOf(made.preview, options.failOn);
    };
    return exitStatusOf('preview', () => interruptible('preview', { work, soFar: () => 'no preview; run it again' }));
  };

/** `image-trust preview`: what the deployment file in the working tree would do to what runs. */
export const previewVerb: Verb = toVerb(PREVIEW, {
  ...PROSE,
  group: 'Deploy and review',
  summary: 'say what enforce or a changed policy would break',
  run: (args, typedIn) => previewWith(awsRunningPorts, process.env)(args, typedIn),
});
