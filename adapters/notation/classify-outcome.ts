import { imageUnprovable, joinSignatureFailures, serviceFailed, untrusted, type Verdict } from '../../verification';
import type { ProcessOutput, ProcessResult } from '../process';
import { registryFailure, signatureFailure } from './classify-failure-text';

/** One run of `notation verify --verbose`: what was asked, and how it ended. */
export interface NotationRun {
  /** The reference that was asked about, `registry/repository@digest`. */
  readonly reference: string;
  readonly policy: string;
  /** The statement's name in the trust policy: a text that nobody who pushes can know. */
  readonly statement: string;
  readonly maxSignatures: number;
  readonly result: ProcessResult;
}

const MOST_DETAIL = 1_000;
const SUCCESS = 'Successfully verified signature for ';
const CAUSE = /^level=warning msg=Signature sha256:[0-9a-f]{64} failed verification with error: (.*)$/;
const ERROR = 'Error: ';
const FAILED = 'signature verification failed: ';

const shorten = (text: string): string => (text.length <= MOST_DETAIL ? text : `${text.slice(0, MOST_DETAIL - 1)}…`);

/** What stderr tells, and whether it can be believed where it excuses an image. */
interface Report {
  readonly error: string;
  readonly causes: readonly string[];
  /** How many signatures were really verified: each prints the statement's name once, and so does the beginning. */
  readonly verified: number;
  readonly genuine: boolean;
}

const readReport = (stderr: string, statement: string): Report => {
  const lines = stderr.split('\n');
  const marker = `level=info msg=Trust policy configuration: &{Name:${statement} `;
  const marks = lines.filter((line) => line.startsWith(marker)).length;
  const causes = lines.flatMap((line) => CAUSE.exec(line)?.[1] ?? []);
  const errors = lines.filter((line) => line.startsWith(ERROR));
  const verified = Math.max(0, marks - 1);
  return {
    error: errors.at(-1)?.slice(ERROR.length) ?? '',
    causes,
    verified,
    // A pusher's text can hold whole lines, but it cannot take away the genuine ones, nor know the statement's name.
    genuine: errors.length === 1 && causes.length === verified,
  };
};

const UNREADABLE_BLOB =
  /^unable to retrieve digital signature with digest "sha256:[0-9a-f]{64}" associated with "[^"]*" from the Repository, error : (.*)$/;

const forResolving = (text: string, reference: string): Verdict => {
  if (text === `${reference}: not found`) return imageUnprovable('image-not-found', text);
  return serviceFailed(registryFailure(text) ?? 'tool-failed', text);
};

const forRetrieval = (blob: string): Verdict => {
  const reason = registryFailure(blob);
  return reason === undefined ? imageUnprovable('signature-unreadable', blob) : serviceFailed(reason, blob);
};

const forListing = (text: string): Verdict => {
  const reason = registryFailure(text);
  if (reason !== undefined) return serviceFailed(reason, text);
  // The tag schema's index is whatever was pushed; that it does not parse is the pusher's doing.
  return /^(?:failed to )?(?:decode|unmarshal|parse)|invalid character|cannot unmarshal|unexpected end of JSON/.test(
    text,
  )
    ? imageUnprovable('signature-unreadable', text)
    : serviceFailed('tool-failed', text);
};

const forFailed = ({ causes, verified }: Report, run: NotationRun): Verdict =>
  verified >= run.maxSignatures
    ? untrusted('too-many-signatures', `none of the first ${run.maxSignatures} signatures is good: ${causes[0] ?? ''}`)
    : joinSignatureFailures(causes.map(signatureFailure));

const forError = (report: Report, run: NotationRun): Verdict => {
  const { error } = report;
  if (error.startsWith('failed to get manifest descriptor: '))
    return forResolving(error.slice('failed to get manifest descriptor: '.length), run.reference);
  if (error === `signature verification failed for all the signatures associated with ${run.reference}`)
    return forFailed(report, run);
  if (!error.startsWith(FAILED)) return serviceFailed('tool-failed', error);
  const text = error.slice(FAILED.length);
  if (text.startsWith(`no signature is associated with "${run.reference}"`)) return untrusted('unsigned', text);
  const blob = UNREADABLE_BLOB.exec(text)?.[1];
  return blob === undefined ? forListing(text) : forRetrieval(blob);
};

const excusedByItself = (verdict: Verdict): Verdict =>
  verdict.kind === 'inconclusive' && verdict.cause === 'service'
    ? imageUnprovable('signature-unreadable', `a signature's own text imitates the tool's: ${verdict.detail}`)
    : verdict;

const forFailure = (output: ProcessOutput, run: NotationRun): Verdict => {
  const report = readReport(output.stderr, run.statement);
  if (output.cut)
    return imageUnprovable('signature-unreadable', 'the signatures made the tool write more than is read');
  if (report.error === '')
    return serviceFailed('tool-failed', output.stderr.trim() || 'the tool failed without a word');
  const verdict = forError(report, run);
  return report.genuine ? verdict : excusedByItself(verdict);
};

const forSuccess = (output: ProcessOutput, run: NotationRun): Verdict =>
  output.stdout.split('\n')[0] === `${SUCCESS}${run.reference}`
    ? { kind: 'trusted', policy: run.policy, detail: `${SUCCESS}${run.reference}` }
    : serviceFailed('tool-failed', `exit status 0 without the expected success line: ${output.stdout.trim()}`);

const verdictOf = (run: NotationRun): Verdict => {
  const { result } = run;
  switch (result.kind) {
    case 'not-started':
      return serviceFailed('tool-failed', `notation could not be started: ${result.message}`);
    case 'killed':
      return serviceFailed('tool-failed', `notation was ended by ${result.signal}: ${result.stderr.trim()}`);
    case 'timed-out':
      return serviceFailed('timed-out', 'notation did not answer before its deadline');
    case 'exited':
      return result.status === 0 ? forSuccess(result, run) : forFailure(result, run);
  }
};

/**
 * Reads one run of notation 1.3.2. Only exit status 0 with a success line that names the very reference is trusted; stderr, which
 * strangers help to write, chooses among the other verdicts, and never excuses an image when its lines do not add up.
 */
export const classifyOutcome = (run: NotationRun): Verdict => {
  const verdict = verdictOf(run);
  return { ...verdict, detail: shorten(verdict.detail) };
};
