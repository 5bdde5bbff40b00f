import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { runProcess, type ProcessRequest, type ProcessResult } from '../../adapters/process';
import { isAlive, soonGone } from '../support/process/is-alive';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'process-test-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const PATH = { PATH: '/usr/bin:/bin' };

const shell = (script: string, overrides: Partial<ProcessRequest> = {}): Promise<ProcessResult> =>
  runProcess({
    command: '/bin/sh',
    args: ['-c', script],
    environment: { ...PATH, DIRECTORY: directory },
    deadlineMs: 10_000,
    keepBytes: 1_000,
    ...overrides,
  });

const pidIn = (file: string): number => Number(readFileSync(join(directory, file), 'utf8'));

describe('runProcess', () => {
  it('returns status, stdout and stderr of a process that ended by itself', async () => {
    await expect(shell('echo out; echo err >&2; exit 3')).resolves.toEqual({
      kind: 'exited',
      status: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      cut: false,
    });
  });

  it('gives the process the requested environment, and nothing of ours', async () => {
    process.env['PROCESS_TEST_SECRET'] = 'own';
    const result = await runProcess({
      command: '/usr/bin/env',
      args: [],
      environment: { GIVEN: 'yes' },
      deadlineMs: 10_000,
      keepBytes: 1_000,
    });
    delete process.env['PROCESS_TEST_SECRET'];
    expect(result).toMatchObject({ kind: 'exited', status: 0, stdout: 'GIVEN=yes\n' });
  });

  it('passes arguments as they are, without a shell', async () => {
    const args = ['%s|', '$(id)', '; exit 9', '--', '-x'];
    const result = await runProcess({
      command: '/usr/bin/printf',
      args,
      environment: {},
      deadlineMs: 10_000,
      keepBytes: 1_000,
    });
    expect(result).toMatchObject({ status: 0, stdout: '$(id)|; exit 9|--|-x|' });
  });

  it('gives the process no input to wait for', async () => {
    await expect(shell('cat; echo end')).resolves.toMatchObject({ kind: 'exited', stdout: 'end\n' });
  });

  it.each([
    ['stdout', 'printf 1234567890', { stdout: '12345678', stderr: '' }],
    ['stderr', 'printf 1234567890 >&2', { stdout: '', stderr: '12345678' }],
  ])('keeps the beginning of a long %s and says that it was cut', async (_stream, script, output) => {
    await expect(shell(script, { keepBytes: 8 })).resolves.toEqual({
      kind: 'exited',
      status: 0,
      ...output,
      cut: true,
    });
  });

  it('does not report output that just fits as cut', async () => {
    await expect(shell('printf 12345678', { keepBytes: 8 })).resolves.toMatchObject({ stdout: '12345678', cut: false });
  });

  it('keeps reading what it does not keep, so that a process that prints much can end', async () => {
    const result = await shell('head -c 3000000 /dev/zero; echo end >&2', { keepBytes: 10 });
    expect(result).toMatchObject({ kind: 'exited', status: 0, stderr: 'end\n', cut: true });
  });

  it('names the signal that ended a process', async () => {
    await expect(shell('echo before; kill -TERM $$')).resolves.toMatchObject({
      kind: 'killed',
      signal: 'SIGTERM',
      stdout: 'before\n',
    });
  });

  it.each([
    ['does not exist', '/no/such/program', 'ENOENT'],
    ['is not executable', '/etc/passwd', 'EACCES'],
  ])('reports that a program which %s was not started', async (_why, command, code) => {
    await expect(
      runProcess({ command, args: [], environment: {}, deadlineMs: 10_000, keepBytes: 10 }),
    ).resolves.toEqual({ kind: 'not-started', message: expect.stringContaining(code) });
  });

  it('reports that nothing was started when the machine has no file descriptors left', () => {
    const script = `
      const { openSync, closeSync } = require('node:fs');
      const { runProcess } = require(process.argv[1]);
      const files = [];
      try { for (;;) files.push(openSync('/dev/null')); } catch {}
      const request = { command: '/bin/true', args: [], environment: {}, deadlineMs: 10000, keepBytes: 10 };
      runProcess(request).then((result) => { files.forEach(closeSync); process.stdout.write(JSON.stringify(result)); });
    `;
    const compiled = join(directory, 'process.js');
    const entryPoints = [join(__dirname, '../../adapters/process.ts')];
    buildSync({ entryPoints, outfile: compiled, platform: 'node', format: 'cjs' });
    const limited = ['-c', 'ulimit -n 256; exec "$0" -e "$1" "$2"', process.execPath, script, compiled];
    const { stdout, stderr } = spawnSync('/bin/sh', limited, { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringMatching(/^{"kind":"not-started","message":"spawn .*EMFILE"}$/) as string,
      stderr: '',
    });
  });

  it('mistake 7: kills a process that would wait for ever at its deadline, and keeps its output', async () => {
    const before = performance.now();
    const result = await shell('echo $$ > $DIRECTORY/pid; echo begun; exec sleep 60', { deadlineMs: 300 });
    expect(result).toEqual({ kind: 'timed-out', stdout: 'begun\n', stderr: '', cut: false });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(isAlive(pidIn('pid'))).toBe(false);
  });

  it('kills a process that ignores SIGTERM, SIGINT and SIGHUP', async () => {
    const script = 'trap "" TERM INT HUP; echo $$ > $DIRECTORY/pid; while :; do sleep 1; done';
    await expect(shell(script, { deadlineMs: 300 })).resolves.toMatchObject({ kind: 'timed-out' });
    expect(isAlive(pidIn('pid'))).toBe(false);
  });

  it('kills at the deadline also what the process started, even when that holds the output open', async () => {
    const script = 'sh -c "sleep 60 & echo \\$! > $DIRECTORY/grandchild; wait" & wait';
    const before = performance.now();
    await expect(shell(script, { deadlineMs: 400 })).resolves.toMatchObject({ kind: 'timed-out' });
    expect(performance.now() - before).toBeLessThan(5_000);
    await expect(soonGone(pidIn('grandchild'))).resolves.toBe(true);
  });

  it('does not wait for what a process left running, even when that holds the output open', async () => {
    const script = 'sleep 60 & echo $! > $DIRECTORY/left; echo end';
    const before = performance.now();
    await expect(shell(script)).resolves.toMatchObject({ kind: 'exited', status: 0, stdout: 'end\n' });
    expect(performance.now() - before).toBeLessThan(5_000);
    await expect(soonGone(pidIn('left'))).resolves.toBe(true);
  });

  it('leaves nothing running after a process that ended by itself', async () => {
    const script = 'sleep 60 >/dev/null 2>&1 & echo $! > $DIRECTORY/left; echo end';
    await expect(shell(script)).resolves.toMatchObject({ kind: 'exited', status: 0, stdout: 'end\n' });
    await expect(soonGone(pidIn('left'))).resolves.toBe(true);
  });

  it('ends at the deadline also when a process outside the group holds the output open', async () => {
    const script = 'setsid sleep 8 & exec sleep 60';
    const before = performance.now();
    await expect(shell(script, { deadlineMs: 400 })).resolves.toMatchObject({ kind: 'timed-out' });
    expect(performance.now() - before).toBeLessThan(5_000);
  }, 20_000);
});
