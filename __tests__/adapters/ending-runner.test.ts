import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endingRunner, type ProcessRequest } from '../../adapters/process';
import { soonGone } from '../support/process/is-alive';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'process-test-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('endingRunner', () => {
  const reason = new Error('enough');

  const begin = (script: string) => {
    const ending = new AbortController();
    const run = endingRunner(ending.signal);
    const request = (text: string): ProcessRequest => ({
      command: '/bin/sh',
      args: ['-c', text],
      environment: { PATH: '/usr/bin:/bin', DIRECTORY: directory },
      deadlineMs: 60_000,
      keepBytes: 1_000,
    });
    return { ending, first: run(request(script)), again: () => run(request('echo again > $DIRECTORY/again')) };
  };

  const appears = async (file: string): Promise<void> => {
    while (!existsSync(join(directory, file))) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('runs like any other until it is aborted', async () => {
    await expect(begin('echo out').first).resolves.toMatchObject({ kind: 'exited', status: 0, stdout: 'out\n' });
  });

  it('lets what runs put its things in order, and has awaited it when it rejects with the reason', async () => {
    const tidy =
      'trap "sleep 0.3; echo tidy > $DIRECTORY/tidy; exit 0" TERM; echo > $DIRECTORY/begun; while :; do sleep 0.05; done';
    const { ending, first } = begin(tidy);
    await appears('begun');
    ending.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect(readFileSync(join(directory, 'tidy'), 'utf8')).toBe('tidy\n');
  });

  it('kills what does not end, and all that it started', async () => {
    const script =
      'trap "" TERM; sh -c "sleep 60 & echo \\$! > $DIRECTORY/new; mv $DIRECTORY/new $DIRECTORY/grandchild; wait" & while :; do sleep 1; done';
    const { ending, first } = begin(script);
    await appears('grandchild');
    ending.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(soonGone(Number(readFileSync(join(directory, 'grandchild'), 'utf8')))).resolves.toBe(true);
  });

  it('starts nothing any more once it is aborted', async () => {
    const { ending, first, again } = begin('sleep 60');
    ending.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(again()).rejects.toBe(reason);
    expect(existsSync(join(directory, 'again'))).toBe(false);
  });
});
