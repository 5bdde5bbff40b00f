import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type RunningDemo, startDemo, statusOf } from '../support/environment/run-demo';

const ROOT = resolve(__dirname, '../..');

jest.setTimeout(60_000);

/** All that a demo says until it has told how to use its world. */
const saidBy = (demo: RunningDemo): Promise<string> => {
  let said = '';
  return new Promise((done, fail) => {
    demo.once('exit', (status) => fail(new Error(`the demo ended with ${String(status)}: ${said}`)));
    demo.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      if (/^notation verify .*\n/m.test(said)) done(said);
    });
    demo.stderr.resume();
  });
};

describe('the demo that keeps its world', () => {
  let demo: RunningDemo;
  let said: string;

  beforeAll(async () => {
    demo = startDemo(['--keep', '--scene', 'signed']);
    said = await saidBy(demo);
  }, 240_000);

  afterAll(async () => {
    if (demo.exitCode !== null || demo.signalCode !== null) return;
    const ended = statusOf(demo);
    demo.kill('SIGTERM');
    await ended;
  });

  it.each([
    ['0 for the signed image', 'signed: exit status 0', 0, 'trusted'],
    ['1 for the unsigned image', 'unsigned: 1', 1, 'unsigned'],
    ['3 for the image whose registry fails', 'its registry fails: 3', 3, 'registry-unavailable'],
  ])('lets image-trust verify exit with %s', async (_, comment, status, word) => {
    const outcome = await inItsShell(lineWith(comment).replace('npx image-trust', 'node bin/image-trust.js'));
    expect(outcome).toMatchObject({ status, stdout: expect.stringContaining(word) });
  });

  it('lets notation itself verify the signed image', async () => {
    const line = lineWith('notation verify');
    const outcome = await inItsShell(line);
    const text = `Successfully verified signature for ${line.split(' ').at(-1) ?? ''}`;
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining(text) });
  });

  it('ends at Ctrl-C and leaves nothing behind', async () => {
    const [, environment = ''] = lineWith('source ').split(' ');
    expect(existsSync(environment)).toBe(true);
    const ended = statusOf(demo);
    demo.kill('SIGINT');
    await expect(ended).resolves.toBe(0);
    expect(existsSync(environment.replace(/\/env\.sh$/, ''))).toBe(false);
  });

  const lineWith = (words: string): string => said.split('\n').find((line) => line.includes(words)) ?? '';

  const inItsShell = (command: string): Promise<{ readonly status: number | null; readonly stdout: string }> =>
    new Promise((done) => {
      const script = `${lineWith('source ')}\n${command}\n`;
      const child = execFile('bash', ['-c', script], { cwd: ROOT }, (_, stdout) =>
        done({ status: child.exitCode, stdout }),
      );
    });
});
