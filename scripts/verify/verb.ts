import { gravestKind, type AddressedTrustDocument, type JudgedContainer, type Verdict } from '../../verification';
import type { Verb } from '../image-trust';
import { readTrust } from '../trust-source';
import { findNotation } from '../find-notation';
import { judgeImages, type ExplainedRun } from './judge-images';
import { parseVerifyOptions, type VerifyOptions } from './options';
import { renderExplanation, renderTable, toJsonAnswer } from './render';

const HELP = `Usage: image-trust verify IMAGE... [--deployment NAME | --trust FILE] [--json] [--explain]

Judges images by the policies of a deployment, with the engine that the functions use.

  IMAGE              registry/repository@sha256:..., or a tag of an ECR repository (what it names now is judged)
  --deployment NAME  the policies of deployments/NAME.json (else the variable DEPLOYMENT, else the only deployment)
  --trust FILE       a trust document instead
  --json             a JSON list on stdout
  --explain          the way to each verdict, on stderr
  --help             this text

Needs notation 1.3 on PATH, the AWS Signer plugin and AWS Signer's root certificate, where their installer puts them
(NOTATION_LIBEXEC and NOTATION_CONFIG name other places), and AWS credentials that may read the repositories.

Exit codes: 0 all trusted or exempt, 1 something untrusted, 2 wrong use, 3 something inconclusive.
`;

const STATUS: Readonly<Record<Verdict['kind'], number>> = { trusted: 0, exempt: 0, untrusted: 1, inconclusive: 3 };

const talk = (text: string): void => {
  process.stderr.write(text);
};

const explain = (
  judged: readonly JudgedContainer[],
  runs: readonly ExplainedRun[],
  trust: AddressedTrustDocument,
): void => {
  for (const each of judged) {
    const repository = each.image?.reference.repository;
    const own = runs.filter(
      ({ args }) => repository !== undefined && args.some((arg) => arg.includes(`/${repository}@`)),
    );
    talk(renderExplanation(each, own, trust));
  }
};

const show = ({ json }: VerifyOptions, judged: readonly JudgedContainer[]): void => {
  const answers = judged.map(toJsonAnswer);
  process.stdout.write(json ? `${JSON.stringify(answers, null, 2)}\n` : renderTable(answers));
};

const run = async (args: readonly string[]): Promise<number> => {
  const options = parseVerifyOptions(args);
  const trust = readTrust(options, process.env);
  const installed = await findNotation(trust.document.partition, process.env);
  const runs: ExplainedRun[] = [];
  let done = 0;
  const onJudged = (): void => {
    done += 1;
    if (process.stderr.isTTY)
      talk(`\r${done} of ${options.images.length} judged${done === options.images.length ? '\n' : ''}`);
  };
  const { images } = options;
  const judged = await judgeImages({
    images,
    trust,
    installed,
    environment: process.env,
    onJudged,
    onRun: (each) => runs.push(each),
  });
  if (options.explain) explain(judged, runs, trust);
  show(options, judged);
  return STATUS[gravestKind(judged.map(({ verdict }) => verdict))];
};

/** `image-trust verify`: the engine, for a person or a CI job. */
export const verifyVerb: Verb = { summary: 'judges images by the policies of a deployment', help: HELP, run };
