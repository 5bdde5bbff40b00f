import {
  imageUnprovable,
  joinSignatureFailures,
  serviceFailed,
  shorten,
  untrusted,
  type Verdict,
} from '../../verification';
import type { ProcessOutput, ProcessResult } from '../process';
import { configurationIn, readReport, type Report } from './read-report';
import { attachmentFailure, registryFailure, requestIn } from './registry-failure';
import { signatureFailure } from './signature-failure';

/** One run of `notation verify --verbose`: its settings and how it ended. */
export interface NotationRun {
  /** The reference that was verified, `registry/repository@digest`. */
  readonly reference: string;
  readonly policy: string;
  /** The statement's name in the trust policy, which no pusher can know. */
  readonly statement: string;
  readonly maxSignatures: number;
  readonly result: ProcessResult;
}

const MAX_DETAIL = 1_000;
const SUCCESS = 'Successfully verified signature for ';
const UNRESOLVED = 'failed to get manifest descriptor: ';
const FAILED = 'signature verification failed: ';

const unreadable = (detail: string): Verdict => imageUnprovable('signature-unreadable', detail);

const forResolving = (text: string, reference: string): Verdict =>
  text === `${reference}: not found`
    ? imageUnprovable('image-not-found', text)
    : serviceFailed(registryFailure(text) ?? 'tool-failed', text);

const forAttachment = (text: string, { reference }: NotationRun): Verdict => {
  const reason = attachmentFailure(text, reference);
  return reason === undefined ? unreadable(text) : serviceFailed(reason, text);
};

// The pusher decides what the list of signatures contains, and is at fault if it is too long, cut off or malformed.
const UNREADABLE_LIST = /^failed to (?:read|decode) referrers index /;

const forListing = (text: string): Verdict => {
  const reason = registryFailure(text);
  if (reason !== undefined) return serviceFailed(reason, text);
  const answered = requestIn(text);
  const pushed = UNREADABLE_LIST.test(text) || (answered !== undefined && !/^\S* ?status code /.test(answered.wrong));
  return pushed ? unreadable(text) : serviceFailed('tool-failed', text);
};

const forFailed = ({ causes, verified }: Report, { maxSignatures }: NotationRun): Verdict => {
  const failures = causes.map(signatureFailure);
  const unchecked = failures.some(({ kind }) => kind === 'unchecked');
  return verified >= maxSignatures && !unchecked
    ? untrusted('too-many-signatures', `none of the first ${maxSignatures} signatures is good: ${causes[0] ?? ''}`)
    : joinSignatureFailures(failures);
};

// Go quotes the digest: whatever it contains, it ends at the first quote without a backslash before it.
const ATTACHMENT =
  /^unable to retrieve digital signature with digest "(?:[^"\\]|\\[^])*" associated with "[^"]*" from the Repository, error : ([^]*)$/;

const forVerification = (text: string, run: NotationRun): Verdict => {
  if (text.startsWith(`no signature is associated with "${run.reference}"`)) return untrusted('unsigned', text);
  const attachment = ATTACHMENT.exec(text)?.[1];
  return attachment === undefined ? forListing(text) : forAttachment(attachment, run);
};

const forError = (error: string, report: Report, run: NotationRun): Verdict => {
  if (error.startsWith(UNRESOLVED)) return forResolving(error.slice(UNRESOLVED.length), run.reference);
  if (error === `signature verification failed for all the signatures associated with ${run.reference}`)
    return forFailed(report, run);
  return error.startsWith(FAILED)
    ? forVerification(error.slice(FAILED.length), run)
    : serviceFailed('tool-failed', error);
};

const unexcused = (verdict: Verdict): Verdict =>
  verdict.kind === 'inconclusive' && verdict.cause === 'service'
    ? unreadable(`the text of a signature imitates the tool's output: ${verdict.detail}`)
    : verdict;

const forFailure = (output: ProcessOutput, run: NotationRun): Verdict => {
  const report = readReport(output.stderr, run.statement);
  if (output.cut) return unreadable('the signatures made the tool print more than is read');
  if (report.error !== undefined) {
    const verdict = forError(report.error, report, run);
    return report.genuine ? verdict : unexcused(verdict);
  }
  const text = output.stderr.trim() || 'the tool failed without an error message';
  // Once the tool has begun to read a signature, its failure is the signature's fault; before that it is its own.
  return report.began ? unreadable(text) : serviceFailed('tool-failed', text);
};

const forSuccess = ({ stdout }: ProcessOutput, run: NotationRun): Verdict =>
  stdout.split('\n')[0] === `${SUCCESS}${run.reference}`
    ? { kind: 'trusted', policy: run.policy, detail: `${SUCCESS}${run.reference}` }
    : serviceFailed('tool-failed', `exit status 0 without the expected success line: ${stdout.trim()}`);

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

/** A text of notation without the configuration that it prints, and without the name of its statement. */
const withoutConfiguration = (text: string, statement: string): string =>
  text
    .split('\n')
    .map((line) => line.split(configurationIn(statement))[0])
    .filter((line) => line !== '')
    .join('\n')
    .replaceAll(statement, '…');

/**
 * Classifies one run of notation 1.3.2. Only exit status 0 with a success line that names the very reference is
 * trusted. stderr contains text that pushers write: it only selects among the other verdicts, and blames a service only
 * when its lines are consistent.
 */
export const classifyOutcome = (run: NotationRun): Verdict => {
  const verdict = verdictOf(run);
  return { ...verdict, detail: shorten(withoutConfiguration(verdict.detail, run.statement), MAX_DETAIL) };
};
