import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailure } from '../../../../cli/shared/failure';
import { cdktfRunner } from '../../../../cli/shared/terraform/run-cdktf';

describe('cdktfRunner', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdktf-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const runnerOf = (script: string, environment: NodeJS.ProcessEnv = {}) => {
    const command = join(folder, 'cdktf');
    writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return cdktfRunner({ deployment: 'dev', environment: { PATH: process.env['PATH'], ...environment }, command });
  };

  it('passes the arguments and the deployment on, and returns 0', async () => {
    const file = join(folder, 'seen');
    const run = runnerOf(`echo "$DEPLOYMENT $CI $CHECKPOINT_DISABLE" "$@" > ${file}`);
    expect(await run(['deploy', 'dev-signing', '--auto-approve'])).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('dev 1 1 deploy dev-signing --auto-approve\n');
  });

  const failureOf = (run: Promise<number>): Promise<unknown> =>
    run.then(
      (status) => `it ended with ${status}`,
      (error: unknown) => error,
    );

  it('passes on the output of cdktf as it comes, and ends with one sentence about it', async () => {
    const printed: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
    const recorded = join(__dirname, '../../../fixtures/terraform/cdktf-precondition.txt');
    const failure = await failureOf(runnerOf(`cat ${recorded}; exit 1`)(['deploy', '--outputs-file', 'dev-sample']));
    write.mockRestore();
    expect(printed.join('')).toBe(readFileSync(recorded, 'utf8'));
    expect(failure).toMatchObject({ code: 'failed' });
    expect((failure as Error).message).toMatch(
      /^cdktf deploy dev-sample: deployments\/dev.lock.json names no signed image/,
    );
  });

  it('reads from Terraform itself what cdktf does not pass on', async () => {
    const terraform = join(folder, 'terraform');
    const said =
      'Error: Resource precondition failed\n\ndeployments/dev.lock.json names no signed image: plan again.\n';
    writeFileSync(terraform, `#!/bin/sh\necho "$*"\nprintf '${said}' >&2\nexit 7\n`, { mode: 0o755 });
    const printed: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
    const run = runnerOf('"$TERRAFORM_BINARY_NAME" apply; exit $?', { TERRAFORM_BINARY_NAME: terraform });
    const failure = await failureOf(run(['deploy', 'dev-verifier']));
    write.mockRestore();
    expect(printed.join('')).toContain('apply\n');
    expect(printed.join('')).toContain('names no signed image');
    expect(failure).toMatchObject({ message: expect.stringContaining('dev.lock.json names no signed image') });
  });

  it('does not look for a cause when a signal ended cdktf', async () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const failure = await failureOf(
      runnerOf('echo "Error: connection refused"; kill -TERM $$')(['deploy', 'dev-sample']),
    );
    expect(failure).toMatchObject({
      code: 'failed',
      message: expect.stringContaining('a signal ended it (exit status 143)'),
    });
    write.mockRestore();
  });

  it('waits for cdktf to end in order after Ctrl-C', async () => {
    const before = process.listenerCount('SIGINT');
    const ended = runnerOf('sleep 0.3')([]);
    process.emit('SIGINT');
    expect(await ended).toBe(0);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('passes SIGTERM on to cdktf and waits for it', async () => {
    const ready = join(folder, 'ready');
    const ended = failureOf(runnerOf(`trap 'kill $!; exit 9' TERM; sleep 5 & touch ${ready}; wait`)(['destroy']));
    while (!existsSync(ready)) await new Promise((wake) => setTimeout(wake, 10));
    process.emit('SIGTERM');
    expect(await ended).toMatchObject({ message: expect.stringContaining('cdktf destroy: it failed') });
  });

  it('says what to install before anything is run when there is no cdktf', () => {
    const make = () => cdktfRunner({ deployment: 'dev', environment: {}, command: join(folder, 'absent') });
    expect(make).toThrow(ToolFailure);
    expect(make).toThrow(/expected cdktf at .*absent, found no such file: run npm ci/);
  });

  it('throws when cdktf cannot be started', async () => {
    const command = join(folder, 'cdktf');
    writeFileSync(command, 'not a program', { mode: 0o644 });
    await expect(cdktfRunner({ deployment: 'dev', environment: {}, command })([])).rejects.toThrow(
      /cdktf could not be started \(.*EACCES\)/,
    );
  });
});
