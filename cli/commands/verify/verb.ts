import { gravestKind, messageOf, type AddressedTrustDocument, type Verdict } from '../../../verification';
import { paintOn } from '../../shared/colour';
import { EXIT } from '../../shared/exit-codes';
import { exitStatusOf, toToolFailure } from '../../shared/exit-status';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { printCount, printError, printJson, printProgress, printResult, say } from '../../shared/print';
import { readTrust } from '../../shared/trust-source';
import { visibleText } from '../../shared/visible-text';
import type { RunVerb, Verb } from '../../verb';
import { PROSE } from './help';
import { parseVerifyOptions, VERIFY, type VerifyOptions } from './options';
import { renderExplanation } from './render';
import { renderSubjects, toJsonSubject } from './render-subjects';
import type { Report } from './reports/report';
import { checkReports, writeReports } from './reports/write-reports';
import { readSources } from './sources/read-sources';
import type { WithoutImage } from './sources/subject';
import { verifyImages, type ImagesToVerify, type VerifiedSubject } from './verify-images';
import { awsVerifyPorts, type VerifyPorts } from './verify-ports';

const STATUS: Readonly<Record<Verdict['kind'], number>> = {
  trusted: EXIT.ok,
  exempt: EXIT.ok,
  untrusted: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

/** What verifying a command line takes. */
interface Verifying extends Pick<ImagesToVerify, 'throwIfInterrupted' | 'onBegin' | 'onVerified'> {
  readonly options: VerifyOptions;
  readonly environment: NodeJS.ProcessEnv;
  readonly trust: AddressedTrustDocument;
  readonly ports: VerifyPorts;
}

const show = ({ options, trust }: Verifying, verified: readonly VerifiedSubject[]): void => {
  if (options.explain) for (const each of verified) printProgress(renderExplanation(each, trust));
  if (options.json) printJson(verified.map(toJsonSubject));
  else {
    const { stdout, env } = process;
    const style = { width: stdout.isTTY ? stdout.columns : undefined, paint: paintOn(stdout, env) };
    printResult(renderSubjects(verified, style));
  }
};

const sayWithoutImage = (withoutImage: readonly WithoutImage[]): void =>
  withoutImage.forEach(({ source, reason }) => say(visibleText(`${source}: ${reason}`)));

/** Writes the reports, and says which could not be written. Returns whether all were. */
const report = (options: VerifyOptions, written: Report): boolean => {
  const problems = writeReports(options, written);
  problems.forEach((problem) => printError('image-trust verify', problem));
  return problems.length === 0;
};

const verify = async (verifying: Verifying): Promise<number> => {
  const { options, environment, trust, ports } = verifying;
  const { subjects, withoutImage } = await readSources(options, { place: trust.document, environment, ports });
  sayWithoutImage(withoutImage);
  const wanted = { ...verifying, subjects, verify: await ports.findVerifier(), now: ports.now() };
  const verified = await verifyImages(wanted);
  show(verifying, verified);
  const status = STATUS[gravestKind(verified.map(({ verdict }) => verdict))];
  const isReported = report(options, { verified, withoutImage, failure: null });
  // A full disk must not look like an untrusted image, nor a missing report like a trusted one.
  return isReported || status === EXIT.failed ? status : EXIT.inconclusive;
};

/** A pipeline that reads the reports must not take those of an earlier run for the ones of a run that failed. */
const reportingFailures = async (options: VerifyOptions, work: () => Promise<number>): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    const failure = messageOf(toToolFailure(error) ?? error);
    report(options, { verified: [], withoutImage: [], failure });
    throw error;
  }
};

/** Counts images while they are verified. */
const counter = () => {
  const count = { done: 0, all: 0 };
  return {
    onBegin: (all: number): void => {
      count.all = all;
    },
    onVerified: (): void => {
      count.done += 1;
      if (process.stderr.isTTY) printCount(`${count.done} of ${count.all} verified`, count.done === count.all);
    },
    soFar: () =>
      count.all === 0
        ? 'no image verified; run it again'
        : `${count.done} of ${count.all} images verified, no verdict printed; run it again`,
  };
};

/** Makes `image-trust verify` from what it works with. */
export const verifyWith =
  (
    portsFor: (trust: AddressedTrustDocument, tools: WorkTools) => VerifyPorts,
    environment: NodeJS.ProcessEnv,
  ): RunVerb =>
  async (args, typedIn) => {
    const options = parseVerifyOptions(args, typedIn);
    checkReports(options);
    const { soFar, ...counting } = counter();
    const work = (tools: WorkTools): Promise<number> =>
      reportingFailures(options, () => {
        const trust = readTrust(options, environment);
        const { throwIfInterrupted } = tools;
        return verify({ options, environment, trust, ports: portsFor(trust, tools), throwIfInterrupted, ...counting });
      });
    return exitStatusOf('verify', () => interruptible('verify', { work, soFar }));
  };

/** `image-trust verify`: the engine, for a person or a CI job. */
export const verifyVerb: Verb = toVerb(VERIFY, {
  ...PROSE,
  group: 'Verify and sign',
  summary: 'verify images by the policies of a deployment',
  standalone: '--trust',
  run: (args, typedIn) => verifyWith(awsVerifyPorts, process.env)(args, typedIn),
});
