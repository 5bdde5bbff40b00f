import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { abortableRunner, type ProcessRequest } from '../../adapters/process';
import { soonGone } from '../support/process/is-alive';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'process-test-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('abortableRunner', () => {
  const reason = new Error('enough');

  const begin = (script: string) => {
    const controller = new AbortController();
    const run = abortableRunner(controller.signal);
    const request = (text: string): ProcessRequest => ({
      command: '/bin/sh',
      args: ['-c', text],
      environment: { PATH: '/usr/bin:/bin', DIRECTORY: directory },
      deadlineMs: 60_000,
      keepBytes: 1_000,
    });
    return { controller, first: run(request(script)), again: () => run(request('echo again > $DIRECTORY/again')) };
  };

  const appears = async (file: string): Promise<void> => {
    while (!existsSync(join(directory, file))) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('runs programs until it is aborted', async () => {
    await expect(begin('echo out').first).resolves.toMatchObject({ kind: 'exited', status: 0, stdout: 'out\n' });
  });

  it('lets a running program clean up, awaits it, and rejects with the reason', async () => {
    const tidy =
      'trap "sleep 0.3; echo tidy > $DIRECTORY/tidy; exit 0" TERM; echo > $DIRECTORY/begun; while :; do sleep 0.05; done';
    const { controller, first } = begin(tidy);
    await appears('begun');
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect(readFileSync(join(directory, 'tidy'), 'utf8')).toBe('tidy\n');
  });

  it('kills a program that ignores SIGTERM, and everything that it started', async () => {
    const script =
      'trap "" TERM; sh -c "sleep 60 & echo \\$! > $DIRECTORY/new; mv $DIRECTORY/new $DIRECTORY/grandchild; wait" & while :; do sleep 1; done';
    const { controller, first } = begin(script);
    await appears('grandchild');
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(soonGone(Number(readFileSync(join(directory, 'grandchild'), 'utf8')))).resolves.toBe(true);
  });

  it('starts nothing after it was aborted', async () => {
    const { controller, first, again } = begin('sleep 60');
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(again()).rejects.toBe(reason);
    expect(existsSync(join(directory, 'again'))).toBe(false);
  });
});
