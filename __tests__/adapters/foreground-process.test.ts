import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInForeground, type ForegroundRequest } from '../../adapters/foreground-process';

const ROOT = resolve(__dirname, '../..');

describe('runInForeground', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'foreground-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const PATH = '/usr/bin:/bin';

  const shell = (script: string, overrides: Partial<ForegroundRequest> = {}) =>
    runInForeground({
      command: '/bin/sh',
      args: ['-c', script],
      environment: { PATH, DIRECTORY: directory },
      ...overrides,
    });

  const appears = async (file: string): Promise<void> => {
    while (!existsSync(join(directory, file))) await new Promise((wake) => setTimeout(wake, 10));
  };

  it('returns the exit status, stdout, and both streams in the order in which they came', async () => {
    await expect(shell('echo out; sleep 0.1; echo err >&2; sleep 0.1; echo more; exit 3')).resolves.toEqual({
      kind: 'exited',
      status: 3,
      stdout: 'out\nmore\n',
      output: 'out\nerr\nmore\n',
    });
  });

  it('passes on output while the program runs', async () => {
    const chunks: string[] = [];
    // The program ends only when its output was passed on.
    await shell('echo first; while [ ! -e $DIRECTORY/go ]; do sleep 0.02; done', {
      onOutput: (chunk) => {
        chunks.push(String(chunk));
        writeFileSync(join(directory, 'go'), '');
      },
    });
    expect(chunks).toEqual(['first\n']);
  });

  it('runs in the given folder with the given environment and no input', async () => {
    const request = { folder: directory, environment: { PATH, GIVEN: 'yes' } };
    await expect(shell('cat; echo "$PWD $GIVEN ${HOME-none}"', request)).resolves.toMatchObject({
      stdout: `${directory} yes none\n`,
    });
  });

  it('reports the end by a signal as a shell does', async () => {
    await expect(shell('kill -KILL $$')).resolves.toMatchObject({ kind: 'exited', status: 137 });
  });

  it.each([
    ['does not exist', '/no/such/program', 'ENOENT'],
    ['is not executable', '/etc/passwd', 'EACCES'],
  ])('reports that a program which %s was not started', async (_why, command, code) => {
    await expect(shell('', { command })).resolves.toEqual({
      kind: 'not-started',
      message: expect.stringContaining(code),
    });
  });

  it('passes SIGTERM on, waits for the program to end in order, and stops listening', async () => {
    const before = process.listenerCount('SIGTERM');
    const ended = shell('trap "kill \\$!; sleep 0.2; exit 9" TERM; sleep 30 & touch $DIRECTORY/ready; wait');
    await appears('ready');
    process.emit('SIGTERM');
    await expect(ended).resolves.toMatchObject({ status: 9 });
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('sends no signal of its own on Ctrl-C, and waits', async () => {
    const before = process.listenerCount('SIGINT');
    const ended = shell('touch $DIRECTORY/ready; sleep 0.3; echo end');
    await appears('ready');
    process.emit('SIGINT');
    await expect(ended).resolves.toMatchObject({ status: 0, stdout: 'end\n' });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('runs the program in our process group, so that Ctrl-C on a terminal reaches both and both end in order', async () => {
    const child =
      'trap "sleep 0.2; touch $DIRECTORY/tidy; exit 5" INT; touch $DIRECTORY/ready; while :; do sleep 0.05; done';
    const script = `
      const { runInForeground } = require('./adapters/foreground-process.ts');
      runInForeground({ command: '/bin/sh', args: ['-c', process.env.CHILD], environment: process.env }).then(
        ({ status }) => { process.exitCode = status; },
      );`;
    // A terminal sends Ctrl-C to a whole process group: this one is led by the parent alone.
    const parent = spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
      cwd: ROOT,
      env: { ...process.env, DIRECTORY: directory, CHILD: child },
      detached: true,
      stdio: 'ignore',
    });
    const ended = new Promise((done) => parent.once('close', done));
    await appears('ready');
    process.kill(-(parent.pid ?? 0), 'SIGINT');
    await expect(ended).resolves.toBe(5);
    expect(readFileSync(join(directory, 'tidy'), 'utf8')).toBe('');
  }, 30_000);
});
