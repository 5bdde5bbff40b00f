import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FunctionInitError, type HostedFunction, startFunction } from '../../../testing/lambda/function-host';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';
import { soonGone } from '../../support/process/is-alive';

const FUNCTION = `
let invocations = 0;
const { spawn } = require('node:child_process');
exports.handler = async ({ act, ...rest }, context) => {
  invocations += 1;
  switch (act) {
    case 'count': return invocations;
    case 'context': return { ...context, remaining: context.getRemainingTimeInMillis() };
    case 'environment': return { ...process.env };
    case 'talk':
      console.log('first ' + rest.word); console.error('beside'); process.stdout.write('no line break');
      return;
    case 'throw': throw new TypeError('cannot do it');
    case 'exit': console.log('good-bye'); process.exit(3);
    case 'hang': {
      const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
      console.log(String(child.pid));
      return new Promise(() => setInterval(() => undefined, 1000));
    }
  }
};
exports.immediate = () => ({ done: true });
`;

let directory: string;
let remove: () => void;
let hosted: HostedFunction | undefined;

const start = async (
  overrides: { readonly handler?: string; readonly code?: string; readonly timeoutSeconds?: number } = {},
) => {
  const { code = FUNCTION, ...rest } = overrides;
  const bundle = join(directory, 'launch.js');
  writeFileSync(bundle, code);
  const environment = { AWS_REGION: 'eu-west-1', TABLE: 'ledger' };
  hosted = await startFunction({ bundle, handler: 'handler', environment, timeoutSeconds: 5, memoryMb: 1769, ...rest });
  return hosted;
};

beforeEach(() => {
  ({ path: directory, remove } = createTemporaryDirectory('function-host'));
});

afterEach(async () => {
  await hosted?.stop();
  hosted = undefined;
  remove();
});

const bound = (started: HostedFunction): Pick<HostedFunction, 'invoke'> => ({
  invoke: (event, options) => started.invoke(event, options),
});

const resultOf = (outcome: { readonly kind: string; readonly result?: unknown }): Readonly<Record<string, unknown>> => {
  if (outcome.kind !== 'returned') throw new Error(`expected a result, found ${JSON.stringify(outcome)}`);
  return outcome.result as Readonly<Record<string, unknown>>;
};

describe('a function in its host', () => {
  it('keeps its state from one invocation to the next', async () => {
    const { invoke } = bound(await start());
    await expect(invoke({ act: 'count' })).resolves.toMatchObject({ kind: 'returned', result: 1 });
    await expect(invoke({ act: 'count' })).resolves.toMatchObject({ kind: 'returned', result: 2 });
  });

  it('runs one invocation at a time, however many are started at once', async () => {
    const { invoke } = bound(await start());
    const invocations = await Promise.all([
      invoke({ act: 'count' }),
      invoke({ act: 'talk' }),
      invoke({ act: 'count' }),
    ]);
    expect(invocations).toMatchObject([{ result: 1 }, { result: null }, { result: 3 }]);
  });

  it('may return a value instead of a promise', async () => {
    const { invoke } = bound(await start({ handler: 'immediate' }));
    await expect(invoke({})).resolves.toMatchObject({ kind: 'returned', result: { done: true } });
  });

  it("receives Lambda's context", async () => {
    const { invoke } = bound(await start());
    const { requestId, ...outcome } = await invoke({ act: 'context' }, { remainingMs: 3000 });
    expect(outcome).toMatchObject({
      result: {
        awsRequestId: requestId,
        functionName: 'launch',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:launch',
        memoryLimitInMB: '1769',
      },
    });
    const { remaining } = resultOf(outcome);
    expect(remaining).toBeGreaterThan(2000);
    expect(remaining).toBeLessThanOrEqual(3000);
  });

  it('has its own variables and those that Lambda sets, but only PATH from this machine', async () => {
    process.env['OF_THIS_MACHINE'] = 'secret';
    const { invoke } = bound(await start());
    const environment = resultOf(await invoke({ act: 'environment' }));
    delete process.env['OF_THIS_MACHINE'];
    expect(environment).toMatchObject({
      PATH: process.env['PATH'],
      TABLE: 'ledger',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'launch',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
      LAMBDA_TASK_ROOT: directory,
      _HANDLER: 'launch.handler',
    });
    expect([environment['HOME'], environment['OF_THIS_MACHINE']]).toEqual([undefined, undefined]);
  });

  it('returns the lines that it wrote with the invocation in which it wrote them', async () => {
    const { invoke } = bound(await start());
    const { logs } = await invoke({ act: 'talk', word: 'one' });
    const linesOf = (stream: string) => logs.filter((line) => line.stream === stream).map(({ text }) => text);
    expect([linesOf('stdout'), linesOf('stderr')]).toEqual([['first one', 'no line break'], ['beside']]);
    await expect(invoke({ act: 'count' })).resolves.toMatchObject({ logs: [] });
  });

  it('reports how long the cold start took', async () => {
    const { coldStartMs } = await start();
    expect(coldStartMs).toBeGreaterThan(5);
    expect(coldStartMs).toBeLessThan(5000);
  });
});

describe('a function that fails', () => {
  it('returns its error and keeps running', async () => {
    const { invoke } = bound(await start());
    const error = { name: 'TypeError', message: 'cannot do it' };
    await expect(invoke({ act: 'throw' })).resolves.toMatchObject({ kind: 'failed', error });
    await expect(invoke({ act: 'count' })).resolves.toMatchObject({ result: 2 });
  });

  it('is started again after it exited during an invocation', async () => {
    const { invoke } = bound(await start());
    await expect(invoke({ act: 'exit' })).resolves.toMatchObject({
      kind: 'failed',
      error: { name: 'Runtime.ExitError', message: 'Runtime exited with error: exit status 3' },
      logs: [{ stream: 'stdout', text: 'good-bye' }],
    });
    await expect(invoke({ act: 'count' })).resolves.toMatchObject({ result: 1 });
  });

  it('is killed with its descendants when an invocation times out, and started again', async () => {
    const { invoke } = bound(await start({ timeoutSeconds: 1 }));
    const invocation = await invoke({ act: 'hang' });
    const error = { name: 'Sandbox.Timedout', message: 'Task timed out after 1.00 seconds' };
    expect(invocation).toMatchObject({ kind: 'failed', error });
    const pid = invocation.logs[0]?.text ?? '';
    expect(pid).toMatch(/^[0-9]+$/);
    await expect(soonGone(Number(pid))).resolves.toBe(true);
    await expect(invoke({ act: 'count' })).resolves.toMatchObject({ result: 1 });
  });

  it('times out after the remaining time of the invocation', async () => {
    const { invoke } = bound(await start());
    const message = 'Task timed out after 0.20 seconds';
    await expect(invoke({ act: 'hang' }, { remainingMs: 200 })).resolves.toMatchObject({ error: { message } });
  });

  it.each([
    [
      'throws',
      'console.error("near the end"); throw new RangeError("no settings")',
      'RangeError: no settings\nnear the end',
    ],
    ['exits', 'process.exit(7)', 'Runtime.ExitError: Runtime exited with error: exit status 7'],
    ['exports no handler', 'exports.other = 1', 'exports no function handler'],
  ])('does not start when its module %s', async (_, code, message) => {
    const started = start({ code });
    await expect(started).rejects.toThrow(FunctionInitError);
    await expect(started).rejects.toThrow(message);
  });
});
