import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

const imageTrust = (...args: readonly string[]) => {
  const command = join(ROOT, 'bin', 'image-trust.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', cwd: ROOT });
  return { status, stdout, stderr };
};

describe('the executable image-trust', () => {
  it('lists its verbs on stdout', () => {
    expect(imageTrust('--help')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('  verify  ') as string,
    });
  });

  it('documents the exit codes of a verb', () => {
    const { status, stdout } = imageTrust('verify', '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(
      'Exit codes: 0 all trusted or exempt, 1 something untrusted, 2 wrong use, 3 something inconclusive.',
    );
  });

  it.each([
    ['no verb', [], 'expected a verb (verify, sign, sign-and-push, init, plan, deploy, sample, destroy), found none'],
    [
      'an unknown verb',
      ['constructor'],
      'expected a verb (verify, sign, sign-and-push, init, plan, deploy, sample, destroy), found "constructor"',
    ],
    ['no image', ['verify'], 'IMAGE: expected at least one image reference, found none'],
    ['an unknown deployment', ['verify', 'nginx', '--deployment', 'nope'], 'found "nope"'],
  ])('ends with 2 and one message on stderr: %s', (_what, args, message) => {
    const { status, stdout, stderr } = imageTrust(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
