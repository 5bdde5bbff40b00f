import { gravestKind, type AddressedTrustDocument, type VerifiedContainer, type Verdict } from '../../../verification';
import { paintOn } from '../../shared/colour';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf } from '../../shared/exit-status';
import { findNotation } from '../../shared/find-notation';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import type { ExplainedContainer } from '../../shared/verification/container-verifier';
import { printCount, printJson, printProgress, printResult } from '../../shared/print';
import { readTrust } from '../../shared/trust-source';
import type { RunVerb, Verb } from '../../verb';
import { PROSE } from './help';
import { parseVerifyOptions, VERIFY, type VerifyOptions } from './options';
import { renderExplanation, renderTable, toJsonVerdict } from './render';
import { verifyImages } from './verify-images';

const STATUS: Readonly<Record<Verdict['kind'], number>> = {
  trusted: EXIT.ok,
  exempt: EXIT.ok,
  untrusted: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

const explain = (verified: readonly ExplainedContainer[], trust: AddressedTrustDocument): void => {
  for (const each of verified) printProgress(renderExplanation(each, trust));
};

const show = ({ json }: VerifyOptions, verified: readonly VerifiedContainer[]): void => {
  const verdicts = verified.map(toJsonVerdict);
  if (json) printJson(verdicts);
  else {
    const { stdout, env } = process;
    printResult(
      renderTable(verdicts, { width: stdout.isTTY ? stdout.columns : undefined, paint: paintOn(stdout, env) }),
    );
  }
};

type VerifyTools = WorkTools & { readonly onVerified: () => void };

const verify = async (options: VerifyOptions, tools: VerifyTools): Promise<number> => {
  const trust = readTrust(options, process.env);
  const installed = await findNotation(trust.document.partition, process.env, tools.run);
  const wanted = { ...tools, images: options.images, trust, installed, environment: process.env };
  const verified = await verifyImages(wanted);
  if (options.explain) explain(verified, trust);
  show(options, verified);
  return STATUS[gravestKind(verified.map(({ verdict }) => verdict))];
};

const run: RunVerb = async (args, typedIn) => {
  const options = parseVerifyOptions(args, typedIn);
  const all = options.images.length;
  let done = 0;
  const onVerified = (): void => {
    done += 1;
    if (process.stderr.isTTY) printCount(`${done} of ${all} verified`, done === all);
  };
  const work = {
    work: (tools: WorkTools) => verify(options, { ...tools, onVerified }),
    soFar: () => `${done} of ${all} images verified, no verdict printed; run it again`,
  };
  return exitStatusOf('verify', () => interruptible('verify', work));
};

/** `image-trust verify`: the engine, for a person or a CI job. */
export const verifyVerb: Verb = toVerb(VERIFY, {
  ...PROSE,
  group: 'Verify and sign',
  summary: 'verify images by the policies of a deployment',
  standalone: '--trust',
  run,
});
