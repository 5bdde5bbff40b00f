import type { ProcessResult } from '../../../adapters/process';
import { classified, outputOf, recordingOf, recordings, withStderr } from '../../support/notation/notation-fixtures';

const tampered = recordingOf('tampered');
const { statement } = tampered;
const { stderr } = outputOf(tampered);
const withoutError = stderr
  .split('\n')
  .filter((line) => !line.startsWith('Error: '))
  .join('\n');

describe('the detail of classifyOutcome', () => {
  it.each<[string, ProcessResult]>([
    ['ends without an error', { kind: 'exited', status: 1, stdout: '', stderr: withoutError, cut: false }],
    ['is killed', { kind: 'killed', signal: 'SIGKILL', stdout: '', stderr: withoutError, cut: false }],
    [
      'prints its configuration first, and is killed',
      {
        kind: 'killed',
        signal: 'SIGKILL',
        stdout: '',
        stderr: withoutError.replace(/^[^]*?(?=level=info msg=Trust)/, ''),
        cut: false,
      },
    ],
  ])('holds nothing of the trust policy when the tool %s', (_what, result) => {
    expect(withoutError).toContain(statement);
    const { detail } = classified({ ...tampered, result });
    expect(detail).not.toContain(statement);
    expect(detail).not.toContain('TrustedIdentities');
    expect(detail).not.toMatch(/\n\n|^\n|\n$/);
  });

  it('rule 7: keeps the lines before and after the trust policy', () => {
    const result: ProcessResult = { kind: 'killed', signal: 'SIGKILL', stdout: '', stderr: withoutError, cut: false };
    const { detail } = classified({ ...tampered, result });
    expect(detail).toMatch(/^notation was ended by SIGKILL: level=info msg=Allowed to access the referrers API/);
    expect(detail).toContain(
      'Checking whether signature verification should be skipped or not\nlevel=info msg=Check over.',
    );
  });

  it.each([
    `Error: trust policy statement "${statement}" is odd\n`,
    `Error: failed to get manifest descriptor: ${statement}: ${statement}\n`,
  ])('holds no name of the statement when the error does: %s', (text) => {
    const { detail } = classified(withStderr(tampered, text));
    expect(detail).not.toContain(statement);
    expect(detail).toContain('…');
  });

  it('holds no name of the statement in any recorded run', () => {
    for (const recording of recordings) expect(classified(recording).detail).not.toContain(recording.statement);
  });

  it('holds no directory of the function', () => {
    const { detail } = classified({
      ...tampered,
      result: { kind: 'not-started', message: 'spawn /opt/notation/notation ENOENT' },
    });
    expect(detail).toBe('notation could not be started: spawn …/notation ENOENT');
    const failed = classified(withStderr(tampered, 'Error: open /tmp/notation-Ab12/trustpolicy.json: no such file\n'));
    expect(failed.detail).toBe('open …/trustpolicy.json: no such file');
  });

  it('rule 6: holds no query of a URL', () => {
    const url = 'https://bucket.s3.amazonaws.com/layer?X-Amz-Signature=5ecret';
    const text = `Error: failed to get manifest descriptor: GET "${url}": response status code 403: Forbidden\n`;
    const verdict = classified(withStderr(tampered, text));
    expect(verdict).toMatchObject({
      reason: 'registry-denied',
      detail: expect.stringContaining('/layer?…": response'),
    });
    expect(verdict.detail).not.toContain('5ecret');
  });
});
