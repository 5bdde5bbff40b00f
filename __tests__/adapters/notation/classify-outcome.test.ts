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

describe('exit status 0', () => {
  it('is trusted with a success line that names the very reference', () => {
    const verdict = verdictOn(exited(0, `${SUCCESS}\n`));
    expect(verdict).toEqual({ kind: 'trusted', policy: 'web', detail: SUCCESS });
  });

  it.each<[string, string, string]>([
    ['nothing was written', '', ''],
    ['the success line is on stderr only', '', `${SUCCESS}\n`],
    ['the line is about another digest', `${SUCCESS.replace(/.$/, 'x')}\n`, ''],
    ['the line is about another repository', `${SUCCESS.replace('/signed@', '/signed2@')}\n`, ''],
    ['the line is about the tag', `Successfully verified signature for ${reference.replace(/@.*/, ':v1')}\n`, ''],
    ['more follows in the line', `${SUCCESS}, or not\n`, ''],
    ['something stands before it in the line', `not ${SUCCESS}\n`, ''],
    ['something else was written before', `hello\n${SUCCESS}\n`, ''],
    ['an empty line was written before', `\n${SUCCESS}\n`, ''],
    [
      'the verification was skipped',
      `Trust policy is configured to skip signature verification for ${reference}\n`,
      '',
    ],
  ])('is a failure of the tool when %s', (_what, stdout, stderr) => {
    expect(verdictOn(exited(0, stdout, stderr))).toMatchObject(toolFailed);
  });

  it('keeps what was written instead', () => {
    expect(verdictOn(exited(0, 'all is well\n')).detail).toContain('all is well');
  });
});

describe('an exit status that is not 0', () => {
  it('is never trusted, whatever the success line says', () => {
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
  ])('with unknown words is a failure of the tool that keeps them: %s', (stderr, kept) => {
    const verdict = verdictOn(exited(1, '', stderr));
    expect(verdict).toMatchObject(toolFailed);
    expect(verdict.detail).toContain(kept);
  });

  it('without a word is a failure of the tool', () => {
    expect(verdictOn(exited(1, ''))).toMatchObject(toolFailed);
  });

  it('with the last word about another image is a failure of the tool', () => {
    const { stderr } = outputOf(unsigned);
    const elsewhere = stderr.replace(unsigned.reference, unsigned.reference.replace('/unsigned@', '/other@'));
    expect(classified(withStderr(unsigned, elsewhere))).toMatchObject(toolFailed);
  });

  it('with "failed for all" about another image is a failure of the tool', () => {
    const tampered = recordingOf('tampered');
    const { stderr } = outputOf(tampered);
    const elsewhere = stderr.replace(`with ${tampered.reference}`, `with ${tampered.reference}0`);
    expect(classified(withStderr(tampered, elsewhere))).toMatchObject(toolFailed);
  });

  it('keeps a cause that nobody knows, as an unreadable signature', () => {
    const { stderr } = outputOf(recordingOf('tampered'));
    const cause = stderr.replace(/(?<=failed verification with error: ).*/, 'something new');
    const verdict = classified(withStderr(recordingOf('tampered'), cause));
    expect(verdict).toMatchObject(unreadable);
    expect(verdict.detail).toContain('something new');
  });

  it('is unreadable when the tool wrote more than is kept', () => {
    const { stderr } = outputOf(unsigned);
    const cut: ProcessResult = { kind: 'exited', status: 1, stdout: '', stderr, cut: true };
    expect(classified({ ...unsigned, result: cut })).toMatchObject(unreadable);
  });

  it('is unreadable when a genuine line is about a digest of another kind and a forged one takes its place', () => {
    const recording = recordingOf('forged-cause-line');
    const [genuine, forged] = signatureLines(recording).filter((line) => line.startsWith('level=warning'));
    const long = (genuine ?? '').replace(/sha256:[0-9a-f]{64}/, `sha512:${'0'.repeat(128)}`);
    const marks = signatureLines(recording).filter((line) => line.startsWith('level=info'));
    expect(classified(withSignatures(recording, [...marks, long, forged ?? '']))).toMatchObject(unreadable);
  });
});

describe('a run that did not come to its end', () => {
  it('is a failure of the tool when it could not be started', () => {
    const verdict = verdictOn({ kind: 'not-started', message: 'spawn notation ENOENT' });
    expect(verdict).toMatchObject(toolFailed);
    expect(verdict.detail).toContain('spawn notation ENOENT');
  });

  it('is a failure of the tool when it was killed, even after its success line', () => {
    const output = { stdout: `${SUCCESS}\n`, stderr: 'out of memory', cut: false };
    const verdict = verdictOn({ kind: 'killed', signal: 'SIGKILL', ...output });
    expect(verdict).toMatchObject(toolFailed);
    expect(verdict.detail).toContain('SIGKILL: out of memory');
  });

  it('has timed out at its deadline, even after its success line', () => {
    const verdict = verdictOn({ kind: 'timed-out', stdout: `${SUCCESS}\n`, stderr: '', cut: false });
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'timed-out' });
  });
});
