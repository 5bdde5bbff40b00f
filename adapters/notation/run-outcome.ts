import {
  badSignature,
  MAX_DETAIL_LENGTH,
  shorten,
  toPublicDetail,
  uncheckedSignature,
  type Digest,
  type Evidence,
  type SignatureOutcome,
} from '../../verification';
import type { ProcessOutput, ProcessResult } from '../process';
import { causeOutcome } from './cause-outcome';

/** One run of `notation verify --verbose` for one signature, and how it ended. */
export interface SignatureRun {
  /** The reference that was verified, in the loopback registry. */
  readonly reference: string;
  /** The digest of the signature's manifest. */
  readonly signature: Digest;
  /** What the signature claims, which is evidence if notation accepts it. */
  readonly claims: Omit<Evidence, 'signature'>;
  readonly deadlineMs: number;
  /** The processor time of a run that reached its deadline, in milliseconds; undefined when it is not known. */
  readonly cpuMs: number | undefined;
  readonly result: ProcessResult;
}

const SUCCESS = 'Successfully verified signature for ';
const ERROR = 'Error: ';
// A run needs about 0.1 s of processor time; a run that waits for a service does not need more. Five runs that compute get a
// fifth of one processor each, and leave something to this process.
const BUSY_SHARE = 1 / 8;

const toolFailed = (detail: string): SignatureOutcome => uncheckedSignature('tool-failed', detail);

/** Without what belongs to this machine alone: the reference in the loopback registry, ports, directories. */
const withoutInternals = (text: string, reference: string): string => {
  const [host = '', token = ''] = reference.split('/');
  const ports = /\b(?:127(?:\.[0-9]{1,3}){3}|\[::1\]|localhost):[0-9]+/g;
  return toPublicDetail(
    text
      .replaceAll(reference, reference.slice(reference.indexOf('@') + 1))
      .replaceAll(host, 'localhost')
      .replaceAll(token, '…')
      .replace(ports, 'localhost'),
  );
};

const forTimeout = ({ cpuMs, deadlineMs }: SignatureRun): SignatureOutcome =>
  cpuMs !== undefined && cpuMs >= deadlineMs * BUSY_SHARE
    ? badSignature('signature-invalid', 'verifying it keeps the processor busy until the deadline')
    : uncheckedSignature('timed-out', 'notation did not answer before its deadline');

const forSuccess = ({ stdout }: ProcessOutput, { reference, signature, claims }: SignatureRun): SignatureOutcome =>
  stdout.split('\n')[0] === `${SUCCESS}${reference}`
    ? { kind: 'good', evidence: { ...claims, signature } }
    : toolFailed(`exit status 0 without the expected success line: ${stdout.trim()}`);

const forFailure = ({ stderr, cut }: ProcessOutput, { signature }: SignatureRun): SignatureOutcome => {
  const prefix = `level=warning msg=Signature ${signature} failed verification with error: `;
  const lines = stderr.split('\n');
  const causes = lines.filter((line) => line.startsWith(prefix));
  const [cause] = causes;
  if (cause !== undefined && causes.length === 1 && !cut) return causeOutcome(cause.slice(prefix.length));
  const error =
    lines.findLast((line) => line.startsWith(ERROR)) ?? (stderr.trim() || 'notation failed without a message');
  return toolFailed(/unknown (?:shorthand )?flag/.test(error) ? `expected notation 1.3: ${error}` : error);
};

const outcomeOf = (run: SignatureRun): SignatureOutcome => {
  const { result } = run;
  switch (result.kind) {
    case 'not-started':
      return toolFailed(`notation could not be started: ${result.message}`);
    case 'killed':
      return toolFailed(`notation was ended by ${result.signal}: ${result.stderr.trim()}`);
    case 'timed-out':
      return forTimeout(run);
    case 'exited':
      return result.status === 0 ? forSuccess(result, run) : forFailure(result, run);
  }
};

/**
 * The outcome of one run of notation 1.3.2 for one signature. Only exit status 0 with a success line that names the very
 * reference is good. Of stderr, only the one line with the cause selects among the other outcomes.
 */
export const runOutcome = (run: SignatureRun): SignatureOutcome => {
  const outcome = outcomeOf(run);
  if (outcome.kind === 'good') return outcome;
  const detail = `signature ${run.signature}: ${withoutInternals(outcome.detail, run.reference)}`;
  return { ...outcome, detail: shorten(detail, MAX_DETAIL_LENGTH) };
};
