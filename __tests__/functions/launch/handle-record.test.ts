import { Logger } from '@aws-lambda-powertools/logger';
import { LAUNCH_TIMEOUT_SECONDS, MAX_RECEIVE_COUNT } from '../../../contracts/functions/launch-limits';
import {
  MAX_WAIT_SECONDS,
  recordHandler,
  type HandleRecordPorts,
  type Handlers,
} from '../../../functions/launch/handle-record';
import type { TaskMessage } from '../../../functions/launch/handle-task';
import { RetryLater } from '../../../functions/shared/retry-later';
import { serialiser } from '../../../functions/shared/serialise';
import { DONE, retryLater, type Disposition } from '../../../verification';
import { sqsRecord, taskEventBody } from '../../support/launch/queue-message';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';
import { MINUTE, TASK } from '../../support/domain/domain';

const remaining = (): number => MINUTE;

let output: CapturedOutput;
let handled: TaskMessage[];
let extended: (readonly [string, number])[];

beforeEach(() => {
  output = captureOutput();
  handled = [];
  extended = [];
});

afterEach(() => {
  jest.restoreAllMocks();
});

const handlersWith = (overrides: Partial<Handlers>): Handlers => ({
  task: async (message) => {
    handled.push(message);
    return DONE;
  },
  hook: () => Promise.reject(new Error('no pause hook was expected')),
  grant: () => Promise.reject(new Error('no grant was expected')),
  canary: () => Promise.reject(new Error('no check of the canary images was expected')),
  ...overrides,
});

const portsWith = (overrides: Partial<HandleRecordPorts> = {}): HandleRecordPorts => ({
  maxReceiveCount: 31,
  handlers: handlersWith({}),
  serialise: serialiser(),
  extendVisibility: async (receiptHandle, seconds) => void extended.push([receiptHandle, seconds]),
  logger: new Logger({ serviceName: 'dev' }),
  ...overrides,
});
const handler = (overrides: Partial<HandleRecordPorts> = {}) => recordHandler(portsWith(overrides), remaining);
const returning = (disposition: Disposition) => ({
  handlers: handlersWith({ task: async () => disposition }),
});

describe('recordHandler', () => {
  it('passes on the task, its attempt and the remaining time', async () => {
    await handler()(sqsRecord('m1', taskEventBody(), 4));
    expect(handled).toMatchObject([{ task: { taskArn: TASK }, attempt: 4, lastAttempt: 31 }]);
    expect(handled[0]?.remaining).toBe(remaining);
    expect(extended).toEqual([]);
  });

  it('gives each invocation its own remaining time', async () => {
    const ports = portsWith();
    const times = [() => 15_000, () => 60_000];
    const handling = times.map((time, index) => recordHandler(ports, time)(sqsRecord(`m${index}`, taskEventBody())));
    await Promise.all(handling);
    expect(handled.map((message) => message.remaining)).toEqual(times);
  });

  it.each([
    [1, 30],
    [2, 60],
    [5, 480],
    [6, 900],
    [31, 900],
  ])('retries with a back-off that grows with the attempts: attempt %d, %d seconds', async (attempt, seconds) => {
    const handling = handler(returning(retryLater()))(sqsRecord('m1', taskEventBody(), attempt));
    await expect(handling).rejects.toThrow(RetryLater);
    expect(extended).toEqual([['handle-of-m1', seconds]]);
  });

  it.each([0, 47])('retries after the stated time when a verdict is to be confirmed: %d seconds', async (seconds) => {
    const handling = handler(returning(retryLater(seconds)))(sqsRecord('m1', taskEventBody(), 3));
    await expect(handling).rejects.toThrow(`message m1 will be retried in ${seconds} s`);
    expect(extended).toEqual([['handle-of-m1', seconds]]);
  });

  it('handles the warning of a Spot interruption, which lists neither version nor containers', async () => {
    const body = taskEventBody({ version: undefined, containers: undefined, desiredStatus: 'STOPPED' });
    await handler()(sqsRecord('m1', body));
    expect(handled).toMatchObject([{ task: { taskArn: TASK, desiredStatus: 'STOPPED', containers: [] } }]);
    expect([extended, output.lines()]).toEqual([[], []]);
  });

  it.each([
    [10_799, 10_799],
    [10_800, 10_800],
    [10_801, 10_800],
    [86_400, 10_800],
  ])('keeps a message invisible for three hours at most: %d s become %d s', async (asked, seconds) => {
    const handling = handler(returning(retryLater(asked)))(sqsRecord('m1', taskEventBody()));
    await expect(handling).rejects.toThrow(`message m1 will be retried in ${seconds} s`);
    expect(extended).toEqual([['handle-of-m1', seconds]]);
  });

  it('makes every attempt within the 12 hours that SQS allows and the four days that the queue keeps a message', () => {
    expect(MAX_WAIT_SECONDS + LAUNCH_TIMEOUT_SECONDS).toBeLessThan(12 * 3600);
    expect(MAX_RECEIVE_COUNT * (MAX_WAIT_SECONDS + LAUNCH_TIMEOUT_SECONDS)).toBeLessThan(4 * 24 * 3600);
  });

  it.each([
    ['is not JSON', 'hello'],
    ['is another event', taskEventBody().replace('aws.ecs', 'me')],
    ['lacks its task', taskEventBody({ taskArn: undefined })],
  ])('retries, with back-off, a message that %s', async (_what, body) => {
    await expect(handler()(sqsRecord('m1', body, 2))).rejects.toThrow(RetryLater);
    expect(handled).toEqual([]);
    expect(extended).toEqual([['handle-of-m1', 60]]);
    expect(output.lines()).toMatchObject([
      { level: 'ERROR', message: 'A message could not be handled', messageId: 'm1', attempt: 2 },
    ]);
  });

  it('retries a message whose handling failed, and logs the error', async () => {
    const task = () => Promise.reject(new Error('a responder failed'));
    await expect(handler({ handlers: handlersWith({ task }) })(sqsRecord('m1', taskEventBody()))).rejects.toThrow(
      RetryLater,
    );
    expect(extended).toEqual([['handle-of-m1', 30]]);
    expect(output.lines()).toMatchObject([{ level: 'ERROR', error: { message: 'a responder failed' } }]);
  });

  it('retries a message also when its visibility timeout cannot be extended', async () => {
    const extendVisibility = () => Promise.reject(new Error('ReceiptHandleIsInvalid'));
    const handling = handler({ ...returning(retryLater()), extendVisibility })(sqsRecord('m1', taskEventBody()));
    await expect(handling).rejects.toThrow(RetryLater);
    expect(output.lines()).toMatchObject([
      { level: 'WARN', message: "A message's visibility timeout could not be extended", messageId: 'm1' },
    ]);
  });

  it('serialises messages about one task, and handles other tasks concurrently', async () => {
    const log: string[] = [];
    const handle = async ({ task, attempt }: TaskMessage): Promise<Disposition> => {
      const name = `${task.taskArn === TASK ? 'task' : 'other'} ${attempt}`;
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      return DONE;
    };
    const handling = handler({ handlers: handlersWith({ task: handle }) });
    const other = taskEventBody({ taskArn: `${TASK}0` });
    await Promise.all([
      handling(sqsRecord('m1', taskEventBody(), 1)),
      handling(sqsRecord('m2', taskEventBody(), 2)),
      handling(sqsRecord('m3', other, 1)),
    ]);
    expect(log.slice(0, 2)).toEqual(['task 1 begins', 'other 1 begins']);
    expect(log.filter((line) => line.startsWith('task'))).toEqual([
      'task 1 begins',
      'task 1 ends',
      'task 2 begins',
      'task 2 ends',
    ]);
  });

  it('never logs container overrides, which can contain secrets', async () => {
    const overrides = { containerOverrides: [{ environment: [{ name: 'PASSWORD', value: 'example-secret' }] }] };
    const handling = handler()(
      sqsRecord('m1', taskEventBody({ overrides, containers: [{ overrides }], taskArn: [{ overrides }] })),
    );
    await expect(handling).rejects.toThrow(RetryLater);
    expect(output.lines()).toHaveLength(1);
    expect(JSON.stringify(output.lines())).not.toContain('example-secret');
  });
});
