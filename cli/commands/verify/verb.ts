import { gravestKind, type AddressedTrustDocument, type VerifiedContainer, type Verdict } from '../../../verification';
import type { Verb } from '../../image-trust';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { readTrust } from '../../shared/trust-source';
import { findNotation } from '../../shared/find-notation';
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
130 or 143: interrupted, no verdict is told.
`;

const STATUS: Readonly<Record<Verdict['kind'], number>> = { trusted: 0, exempt: 0, untrusted: 1, inconclusive: 3 };

const talk = (text: string): void => {
  process.stderr.write(text);
};

const explain = (
  judged: readonly VerifiedContainer[],
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

const show = ({ json }: VerifyOptions, judged: readonly VerifiedContainer[]): void => {
  const answers = judged.map(toJsonAnswer);
  process.stdout.write(json ? `${JSON.stringify(answers, null, 2)}\n` : renderTable(answers));
};

const judge = async (options: VerifyOptions, tools: WorkTools & { readonly onJudged: () => void }): Promise<number> => {
  const trust = readTrust(options, process.env);
  const installed = await findNotation(trust.document.partition, process.env, tools.run);
  const runs: ExplainedRun[] = [];
  const asked = { ...tools, images: options.images, trust, installed, environment: process.env };
  const judged = await judgeImages({ ...asked, onRun: (each) => runs.push(each) });
  if (options.explain) explain(judged, runs, trust);
  show(options, judged);
  return STATUS[gravestKind(judged.map(({ verdict }) => verdict))];
};

const run = async (args: readonly string[]): Promise<number> => {
  const options = parseVerifyOptions(args);
  const all = options.images.length;
  let done = 0;
  const onJudged = (): void => {
    done += 1;
    if (process.stderr.isTTY) talk(`\r${done} of ${all} judged${done === all ? '\n' : ''}`);
  };
  return interruptible('verify', {
    work: (tools) => judge(options, { ...tools, onJudged }),
    soFar: () => `${done} of ${all} images judged, and no verdict told; run it again`,
  });
};

/** `image-trust verify`: the engine, for a person or a CI job. */
export const verifyVerb: Verb = { summary: 'judges images by the policies of a deployment', help: HELP, run };
