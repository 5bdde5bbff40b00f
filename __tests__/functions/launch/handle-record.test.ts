import { Logger } from '@aws-lambda-powertools/logger';
import { RetryLater, recordHandler, type HandleRecordPorts } from '../../../functions/launch/handle-record';
import { serialiser } from '../../../functions/shared/serialise';
import type { TaskMessage } from '../../../functions/launch/handle-task';
import type { Disposition } from '../../../verification';
import { sqsRecord, taskEventBody } from '../../support/launch/queue-message';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';
import { TASK } from '../../support/domain/domain';

const DONE: Disposition = { kind: 'done' };

let output: CapturedOutput;
let handled: TaskMessage[];
let returned: (readonly [string, number])[];

beforeEach(() => {
  output = captureOutput();
  handled = [];
  returned = [];
});

afterEach(() => {
  jest.restoreAllMocks();
});

const handler = (overrides: Partial<HandleRecordPorts> = {}) =>
  recordHandler({
    lastAttempt: 31,
    handle: async (message) => {
      handled.push(message);
      return DONE;
    },
    serialise: serialiser(),
    extendVisibility: async (receiptHandle, seconds) => void returned.push([receiptHandle, seconds]),
    logger: new Logger({ serviceName: 'dev' }),
    ...overrides,
  });

const again = (afterSeconds?: number) => ({
  handle: (): Promise<Disposition> => Promise.resolve({ kind: 'again', afterSeconds }),
});

describe('recordHandler', () => {
  it('hands on the task, and which attempt this is', async () => {
    await handler()(sqsRecord('m1', taskEventBody(), 4));
    expect(handled).toMatchObject([{ task: { taskArn: TASK }, attempt: 4, lastAttempt: 31 }]);
    expect(returned).toEqual([]);
  });

  it.each([
    [1, 30],
    [2, 60],
    [5, 480],
    [6, 900],
    [31, 900],
  ])(
    'keeps away what must be asked again, the longer the more often: attempt %d for %d seconds',
    async (attempt, seconds) => {
      const handling = handler(again())(sqsRecord('m1', taskEventBody(), attempt));
      await expect(handling).rejects.toThrow(RetryLater);
      expect(returned).toEqual([['handle-of-m1', seconds]]);
    },
  );

  it.each([0, 47])('keeps away for a stated time what is to be confirmed: %d seconds', async (seconds) => {
    const handling = handler(again(seconds))(sqsRecord('m1', taskEventBody(), 3));
    await expect(handling).rejects.toThrow(`message m1 comes back in ${seconds} s`);
    expect(returned).toEqual([['handle-of-m1', seconds]]);
  });

  it.each([
    ['is not JSON', 'hello'],
    ['is another event', taskEventBody().replace('aws.ecs', 'me')],
    ['lacks its containers', taskEventBody({ containers: undefined })],
  ])('gives back, with back-off, a message that %s', async (_what, body) => {
    await expect(handler()(sqsRecord('m1', body, 2))).rejects.toThrow(RetryLater);
    expect(handled).toEqual([]);
    expect(returned).toEqual([['handle-of-m1', 60]]);
    expect(output.lines()).toMatchObject([
      { level: 'ERROR', message: 'A message could not be handled', messageId: 'm1', attempt: 2 },
    ]);
  });

  it('gives back a message whose handling failed, and logs why', async () => {
    const handle = () => Promise.reject(new Error('a responder failed'));
    await expect(handler({ handle })(sqsRecord('m1', taskEventBody()))).rejects.toThrow(RetryLater);
    expect(returned).toEqual([['handle-of-m1', 30]]);
    expect(output.lines()).toMatchObject([{ level: 'ERROR', error: { message: 'a responder failed' } }]);
  });

  it('gives a message back also when it cannot be kept away', async () => {
    const returnLater = () => Promise.reject(new Error('ReceiptHandleIsInvalid'));
    const handling = handler({ ...again(), extendVisibility: returnLater })(sqsRecord('m1', taskEventBody()));
    await expect(handling).rejects.toThrow(RetryLater);
    expect(output.lines()).toMatchObject([
      { level: 'WARN', message: 'A message could not be kept away', messageId: 'm1' },
    ]);
  });

  it('handles messages about one task one after the other, about others at the same time', async () => {
    const log: string[] = [];
    const handle = async ({ task, attempt }: TaskMessage): Promise<Disposition> => {
      const name = `${task.taskArn === TASK ? 'task' : 'other'} ${attempt}`;
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      return DONE;
    };
    const handling = handler({ handle });
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

  it('never logs what is in overrides, which may hold secrets', async () => {
    const overrides = { containerOverrides: [{ environment: [{ name: 'PASSWORD', value: 'example-secret' }] }] };
    const handling = handler()(sqsRecord('m1', taskEventBody({ overrides, containers: null })));
    await expect(handling).rejects.toThrow(RetryLater);
    expect(output.lines()).toHaveLength(1);
    expect(JSON.stringify(output.lines())).not.toContain('example-secret');
  });
});
