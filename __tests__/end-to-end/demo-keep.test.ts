import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { endDemo, outputOf, type RunningDemo, startDemo, statusOf } from '../support/environment/run-demo';

const ROOT = resolve(__dirname, '../..');

jest.setTimeout(60_000);

describe('the demo with --keep', () => {
  let demo: RunningDemo;
  let output: string;

  beforeAll(async () => {
    demo = startDemo(['--keep', '--scene', 'signed']);
    output = await outputOf(demo);
  }, 240_000);

  afterAll(() => endDemo(demo));

  it.each([
    ['0 for the signed image', 'signed: exit code 0', 0, 'trusted'],
    ['1 for the unsigned image', 'unsigned: exit code 1', 1, 'unsigned'],
    ['3 for the image whose registry fails', 'registry unavailable: exit code 3', 3, 'registry-unavailable'],
  ])('prints a command in which image-trust verify exits with %s', async (_, comment, status, word) => {
    const outcome = await runInShell(lineWith(comment).replace('npx image-trust', 'node bin/image-trust.js'));
    expect(outcome).toMatchObject({ status, stdout: expect.stringContaining(word) });
  });

  it('prints a command in which notation verifies the signed image', async () => {
    const line = lineWith('notation verify');
    const outcome = await runInShell(line);
    const text = `Successfully verified signature for ${line.split(' ').at(-1) ?? ''}`;
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining(text) });
  });

  it('exits on Ctrl-C and removes its files', async () => {
    const [, environment = ''] = lineWith('source ').split(' ');
    expect(existsSync(environment)).toBe(true);
    const ended = statusOf(demo);
    demo.kill('SIGINT');
    await expect(ended).resolves.toBe(0);
    expect(existsSync(environment.replace(/\/env\.sh$/, ''))).toBe(false);
  });

  const lineWith = (words: string): string => output.split('\n').find((line) => line.includes(words)) ?? '';

  const runInShell = (command: string): Promise<{ readonly status: number | null; readonly stdout: string }> =>
    new Promise((done) => {
      const script = `${lineWith('source ')}\n${command}\n`;
      const child = execFile('bash', ['-c', script], { cwd: ROOT }, (_, stdout) =>
        done({ status: child.exitCode, stdout }),
      );
    });
});
