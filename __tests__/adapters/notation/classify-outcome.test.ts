import type { ProcessResult } from '../../../adapters/process';
import {
  classified,
  outputOf,
  recordingOf,
  signatureLines,
  withSignatures,
  withStderr,
} from '../../support/notation/notation-fixtures';

const signed = recordingOf('signed');
const unsigned = recordingOf('unsigned');
const { reference } = signed;
const SUCCESS = `Successfully verified signature for ${reference}`;
const toolFailed = { kind: 'inconclusive', cause: 'service', reason: 'tool-failed' };
const unreadable = { kind: 'inconclusive', cause: 'image', reason: 'signature-unreadable' };

const exited = (status: number, stdout: string, stderr = ''): ProcessResult => ({
  kind: 'exited',
  status,
  stdout,
  stderr,
  cut: false,
});

const verdictOn = (result: ProcessResult) => classified({ ...signed, result });

describe('classifyOutcome for exit status 0', () => {
  it('rule 4: is trusted with a success line that names the very reference', () => {
    const verdict = verdictOn(exited(0, `${SUCCESS}\n`));
    expect(verdict).toEqual({ kind: 'trusted', policy: 'web', detail: SUCCESS });
  });

  it.each<[string, string, string]>([
    ['nothing was printed', '', ''],
    ['the success line is on stderr only', '', `${SUCCESS}\n`],
    ['the line is about another digest', `${SUCCESS.replace(/.$/, 'x')}\n`, ''],
    ['the line is about another repository', `${SUCCESS.replace('/signed@', '/signed2@')}\n`, ''],
    ['the line is about the tag', `Successfully verified signature for ${reference.replace(/@.*/, ':v1')}\n`, ''],
    ['text follows in the line', `${SUCCESS}, or not\n`, ''],
    ['text precedes it in the line', `not ${SUCCESS}\n`, ''],
    ['another line precedes it', `hello\n${SUCCESS}\n`, ''],
    ['an empty line precedes it', `\n${SUCCESS}\n`, ''],
    [
      'the verification was skipped',
      `Trust policy is configured to skip signature verification for ${reference}\n`,
      '',
    ],
  ])('rule 4: is tool-failed when %s', (_what, stdout, stderr) => {
    expect(verdictOn(exited(0, stdout, stderr))).toMatchObject(toolFailed);
  });

  it('rule 7: keeps what was printed instead', () => {
    expect(verdictOn(exited(0, 'all is well\n')).detail).toContain('all is well');
  });
});

describe('classifyOutcome for another exit status', () => {
  it('rule 4: is never trusted, whatever the success line says', () => {
    const { stderr } = outputOf(signed);
    const unreadable = { kind: 'inconclusive', cause: 'image', reason: 'signature-unreadable' };
    expect(verdictOn(exited(1, `${SUCCESS}\n`, stderr))).toMatchObject(unreadable);
    expect(verdictOn(exited(2, `${SUCCESS}\n`, stderr))).toMatchObject(unreadable);
    expect(verdictOn(exited(1, `${SUCCESS}\n`, ''))).toMatchObject(toolFailed);
  });

  it.each([
    ['Error: something new\n', 'something new'],
    ['Error: signature verification failed: something new\n', 'something new'],
    ['Error: failed to get manifest descriptor: something new\n', 'something new'],
    ['Error: unknown flag: --verbose\n', 'unknown flag: --verbose'],
    ['not even an error\n', 'not even an error'],
  ])('rule 7: is tool-failed for an unknown text, and keeps it: %s', (stderr, kept) => {
    const verdict = verdictOn(exited(1, '', stderr));
    expect(verdict).toMatchObject(toolFailed);
    expect(verdict.detail).toContain(kept);
  });

  it('is tool-failed without any text', () => {
    expect(verdictOn(exited(1, ''))).toMatchObject(toolFailed);
  });

  it('is tool-failed when the error names another image', () => {
    const { stderr } = outputOf(unsigned);
    const elsewhere = stderr.replace(unsigned.reference, unsigned.reference.replace('/unsigned@', '/other@'));
    expect(classified(withStderr(unsigned, elsewhere))).toMatchObject(toolFailed);
  });

  it('is tool-failed when "failed for all" names another image', () => {
    const tampered = recordingOf('tampered');
    const { stderr } = outputOf(tampered);
    const elsewhere = stderr.replace(`with ${tampered.reference}`, `with ${tampered.reference}0`);
    expect(classified(withStderr(tampered, elsewhere))).toMatchObject(toolFailed);
  });

  it('rule 7: is unreadable for an unknown cause, and keeps it', () => {
    const { stderr } = outputOf(recordingOf('tampered'));
    const cause = stderr.replace(/(?<=failed verification with error: ).*/, 'something new');
    const verdict = classified(withStderr(recordingOf('tampered'), cause));
    expect(verdict).toMatchObject(unreadable);
    expect(verdict.detail).toContain('something new');
  });

  it('is unreadable when the tool printed more than is kept', () => {
    const { stderr } = outputOf(unsigned);
    const cut: ProcessResult = { kind: 'exited', status: 1, stdout: '', stderr, cut: true };
    expect(classified({ ...unsigned, result: cut })).toMatchObject(unreadable);
  });

  it('is unreadable when a genuine line names another kind of digest and a forged line takes its place', () => {
    const recording = recordingOf('forged-cause-line');
    const [genuine, forged] = signatureLines(recording).filter((line) => line.startsWith('level=warning'));
    const long = (genuine ?? '').replace(/sha256:[0-9a-f]{64}/, `sha512:${'0'.repeat(128)}`);
    const marks = signatureLines(recording).filter((line) => line.startsWith('level=info'));
    expect(classified(withSignatures(recording, [...marks, long, forged ?? '']))).toMatchObject(unreadable);
  });
});

describe('classifyOutcome for a run that did not end by itself', () => {
  it('is tool-failed when the tool could not be started', () => {
    const verdict = verdictOn({ kind: 'not-started', message: 'spawn notation ENOENT' });
    expect(verdict).toMatchObject(toolFailed);
    expect(verdict.detail).toContain('spawn notation ENOENT');
  });

  it('rule 4: is tool-failed when the tool was killed, even after its success line', () => {
    const output = { stdout: `${SUCCESS}\n`, stderr: 'out of memory', cut: false };
    const verdict = verdictOn({ kind: 'killed', signal: 'SIGKILL', ...output });
    expect(verdict).toMatchObject(toolFailed);
    expect(verdict.detail).toContain('SIGKILL: out of memory');
  });

  it('rule 4: is timed out at the deadline, even after the success line', () => {
    const verdict = verdictOn({ kind: 'timed-out', stdout: `${SUCCESS}\n`, stderr: '', cut: false });
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'timed-out' });
  });
});
