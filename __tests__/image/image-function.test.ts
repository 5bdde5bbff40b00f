import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionInitError, type HostedFunction } from '../../testing/lambda/function-host';
import { startImageFunction } from '../../testing/lambda/image-function';
import { storageFor } from '../support/image/buildah-storage';
import { runCommand } from '../support/process/run-command';
import { commitNodeBase, type RunBuildah } from '../support/image/stand-in-bases';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:dev-launch';
const FUNCTION = `
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const attempt = (work) => { try { work(); return 'done'; } catch ({ code }) { return code; } };
let invocations = 0;
exports.handler = async ({ act, file }, context) => {
  invocations += 1;
  switch (act) {
    case 'count': return invocations;
    case 'user': return [process.getuid(), process.getgid(), process.cwd()];
    case 'environment': return { ...process.env };
    case 'context': return { ...context, remaining: context.getRemainingTimeInMillis() };
    case 'write': return attempt(() => writeFileSync(file, 'x'));
    case 'print': process.stdout.write('a line\\n'); process.stderr.write('beside\\n'); return;
    case 'throw': throw new TypeError('cannot do it');
    case 'exit': process.stdout.write('good-bye\\n'); process.exit(3);
    case 'hang':
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', file], { detached: true, stdio: 'ignore' });
      return new Promise(() => setInterval(() => undefined, 1000));
  }
};
exports.other = async () => 'another';
`;

jest.setTimeout(60_000);

const runsWithArgument = (argument: string): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument);
      } catch {
        return false;
      }
    });

describe('a function that runs from an image', () => {
  let scratch: string;
  let environment: Readonly<Record<string, string>>;
  let buildah: RunBuildah;
  let instance: HostedFunction;

  const start = (changed: { readonly command?: readonly string[]; readonly timeoutSeconds?: number } = {}) =>
    startImageFunction({
      image: 'localhost/function:1',
      builderEnvironment: environment,
      functionArn: ARN,
      environment: { AWS_REGION: 'eu-west-1', TABLE: 'ledger' },
      timeoutSeconds: 20,
      memoryMb: 1769,
      ...changed,
    });

  const commitFunction = async (): Promise<void> => {
    const authority = join(scratch, 'authority.pem');
    writeFileSync(authority, '');
    writeFileSync(join(scratch, 'launch.js'), FUNCTION);
    const base = await commitNodeBase({ buildah }, { authority, scratch });
    const { stdout } = await buildah('from', base);
    const container = stdout.trim();
    await buildah('copy', '--quiet', container, join(scratch, 'launch.js'), '/var/task/launch.js');
    await buildah('config', '--cmd=["launch.handler"]', '--env=OF_IMAGE=yes', '--env=TABLE=of-image', container);
    await buildah('commit', '--quiet', '--rm', container, 'localhost/function:1');
  };

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'image-function-'));
    environment = { PATH: process.env['PATH'] ?? '', HOME: scratch, ...storageFor(scratch) };
    buildah = (...args) => runCommand('buildah', args, { env: environment, cwd: scratch });
    await commitFunction();
    instance = await start();
  }, 600_000);

  afterAll(async () => {
    await instance.stop();
    await buildah('rmi', '--all', '--force');
    rmSync(scratch, { recursive: true });
  });

  it('keeps its state from one invocation to the next', async () => {
    const first = await instance.invoke({ act: 'count' });
    await expect(instance.invoke({ act: 'count' })).resolves.toMatchObject({
      kind: 'returned',
      result: first.kind === 'returned' ? Number(first.result) + 1 : NaN,
    });
  });

  it("does not run as root, and starts in the image's working directory", async () => {
    await expect(instance.invoke({ act: 'user' })).resolves.toMatchObject({ result: [993, 990, '/var/task'] });
  });

  it.each([
    ['/tmp/file', 'done'],
    ['/var/task/file', 'EROFS'],
    ['/file', 'EROFS'],
    ['/dev/file', 'EROFS'],
  ])('can write to /tmp only (%s)', async (file, result) => {
    await expect(instance.invoke({ act: 'write', file })).resolves.toMatchObject({ result });
  });

  it('has the variables of the image, of Lambda, and its own, which take precedence, but none of this machine', async () => {
    const { result } = (await instance.invoke({ act: 'environment' })) as unknown as { result: Record<string, string> };
    expect(result).toMatchObject({ OF_IMAGE: 'yes', TABLE: 'ledger', _HANDLER: 'launch.handler' });
    expect(result).toMatchObject({ AWS_LAMBDA_FUNCTION_NAME: 'dev-launch', LAMBDA_TASK_ROOT: '/var/task' });
    const known =
      /^(AWS_LAMBDA_|_HANDLER$|LAMBDA_|AWS_REGION$|TABLE$|OF_IMAGE$|PATH$|LANG$|TZ$|PWD$|_X_AMZN_TRACE_ID$)/;
    expect(Object.keys(result).filter((name) => !known.test(name))).toEqual([]);
  });

  it('receives the context of the invocation from Lambda', async () => {
    const invocation = await instance.invoke({ act: 'context' }, { remainingMs: 15_000 });
    expect(invocation).toMatchObject({ result: { awsRequestId: invocation.requestId, invokedFunctionArn: ARN } });
    const { remaining } = (invocation as unknown as { result: { remaining: number } }).result;
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(15_000);
  });

  it('returns the lines that an invocation wrote with that invocation', async () => {
    const writing = await instance.invoke({ act: 'print' });
    expect(writing.logs.map(({ stream, text }) => `${stream}: ${text}`)).toEqual(['stdout: a line', 'stderr: beside']);
    await expect(instance.invoke({ act: 'count' })).resolves.toMatchObject({ logs: [] });
  });

  it('fails with the error that it throws', async () => {
    const error = { name: 'TypeError', message: 'cannot do it' };
    await expect(instance.invoke({ act: 'throw' })).resolves.toMatchObject({ kind: 'failed', error });
  });

  it('fails when its process exits, and starts again', async () => {
    const ended = await instance.invoke({ act: 'exit' });
    expect(ended).toMatchObject({ error: { name: 'Runtime.ExitError' } });
    expect(ended.logs).toContainEqual({ stream: 'stdout', text: 'good-bye' });
    await expect(instance.invoke({ act: 'count' })).resolves.toMatchObject({ result: 1 });
  });

  it('is killed at its time limit, with every process that it started', async () => {
    const short = await start({ timeoutSeconds: 1 });
    let ran = false;
    const polling = setInterval(() => (ran ||= runsWithArgument(`marker-${scratch}`)), 50);
    const timedOut = await short.invoke({ act: 'hang', file: `marker-${scratch}` });
    clearInterval(polling);
    expect(ran).toBe(true);
    expect(timedOut).toMatchObject({ error: { name: 'Sandbox.Timedout' } });
    expect(runsWithArgument(`marker-${scratch}`)).toBe(false);
  });

  it('can be started by root only', async () => {
    const getuid = jest.spyOn(process, 'getuid').mockReturnValue(1000);
    await expect(start()).rejects.toThrow('requires root: use sudo');
    getuid.mockRestore();
  });

  it('runs the command of its configuration instead of that of the image', async () => {
    const other = await start({ command: ['launch.other'] });
    await expect(other.invoke({})).resolves.toMatchObject({ result: 'another' });
    await other.stop();
  });

  it('says why it could not be loaded, and leaves no container behind', async () => {
    const before = (await buildah('containers', '--quiet')).stdout;
    const error = await start({ command: ['absent.handler'] }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FunctionInitError);
    expect(error).toMatchObject({ error: { name: 'Runtime.ImportModuleError' } });
    expect((await buildah('containers', '--quiet')).stdout).toBe(before);
  });
});
