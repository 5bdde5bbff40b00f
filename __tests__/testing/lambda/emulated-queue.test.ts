import type { SQSEvent } from 'aws-lambda';
import type { AwsCall } from '../../../testing/aws/aws-call';
import { type Delivery, EmulatedQueue } from '../../../testing/lambda/emulated-queue';
import type { Outcome } from '../../../testing/lambda/runtime-messages';

type Handler = (records: SQSEvent['Records']) => Outcome;

const ARN = 'arn:aws:sqs:eu-west-1:111122223333:launches';
const returned = (result: unknown): Outcome => ({ kind: 'returned', result });
const done: Handler = () => returned({ batchItemFailures: [] });
const failing = (...bodies: string[]): Handler => {
  const isFailing = ({ body }: { body: string }): boolean => bodies.includes(body);
  return (records) =>
    returned({ batchItemFailures: records.filter(isFailing).map((one) => ({ itemIdentifier: one.messageId })) });
};

let calls: AwsCall[];
let events: SQSEvent[];

const queueFor = (
  handler: Handler,
  overrides: { readonly maxReceiveCount?: number; readonly batchSize?: number } = {},
) =>
  new EmulatedQueue({
    queueArn: ARN,
    visibilityTimeoutSeconds: 90,
    maxReceiveCount: 3,
    ...overrides,
    aws: { calls: () => calls },
    function: {
      invoke: async (event) => {
        const batch = event as SQSEvent;
        events.push(batch);
        return { ...handler(batch.Records), requestId: 'request', logs: [] };
      },
    },
  });

const changeVisibility = (ReceiptHandle: string, VisibilityTimeout: number): void => {
  const input = { QueueUrl: 'http://queue', ReceiptHandle, VisibilityTimeout };
  calls.push({
    service: 'sqs',
    action: 'ChangeMessageVisibility',
    region: 'eu-west-1',
    input,
    authorized: true,
    at: 0,
  });
};

const deliveriesSince = (deliveries: readonly Delivery[], from: number) =>
  deliveries.map(({ at, messages }) => [(at - from) / 1000, messages.map(({ body }) => body).join(' ')]);

beforeEach(() => {
  calls = [];
  events = [];
});

describe('the queue and its event source mapping', () => {
  it('delivers messages in batches and deletes those that succeeded', async () => {
    const queue = queueFor(done, { batchSize: 2 });
    for (const body of ['a', 'b', 'c']) queue.send(body);
    const start = queue.now;
    expect(deliveriesSince(await queue.drain(), start)).toEqual([
      [0, 'a b'],
      [0, 'c'],
    ]);
    expect([queue.messages, queue.deadLetters]).toEqual([[], []]);
  });

  it('delivers a message in the same event as Lambda', async () => {
    const queue = queueFor(done);
    const messageId = queue.send('{"detail":1}');
    await queue.drain();
    expect(events[0]?.Records[0]).toEqual({
      messageId,
      receiptHandle: expect.stringMatching(/^[0-9a-f-]{36}$/),
      body: '{"detail":1}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(queue.now),
        SenderId: 'AIDAIOSFODNN7EXAMPLE',
        ApproximateFirstReceiveTimestamp: String(queue.now),
      },
      messageAttributes: {},
      md5OfBody: 'fdf566fc9e43068cbd741449a47e9c95',
      eventSource: 'aws:sqs',
      eventSourceARN: ARN,
      awsRegion: 'eu-west-1',
    });
  });

  it('redelivers only the messages that failed, after the visibility timeout, without waiting', async () => {
    const queue = queueFor(failing('b'));
    for (const body of ['a', 'b']) queue.send(body);
    const start = queue.now;
    expect(deliveriesSince(await queue.drain({ until: start + 90_000 }), start)).toEqual([
      [0, 'a b'],
      [90, 'b'],
    ]);
    expect(events.at(-1)?.Records[0]?.attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: String(start),
    });
  });

  it('redelivers a message after the visibility timeout that the function set', async () => {
    const queue = queueFor((records) => {
      for (const { receiptHandle, body } of records) if (body === 'a') changeVisibility(receiptHandle, 30);
      return failing('a', 'b')(records);
    });
    for (const body of ['a', 'b']) queue.send(body);
    const start = queue.now;
    expect(deliveriesSince(await queue.drain({ until: start + 95_000 }), start)).toEqual([
      [0, 'a b'],
      [30, 'a'],
      [60, 'a'],
      [90, 'b'],
    ]);
  });

  it('deletes a message that succeeded even though its visibility was changed', async () => {
    const queue = queueFor((records) => {
      for (const { receiptHandle } of records) changeVisibility(receiptHandle, 30);
      return done(records);
    });
    queue.send('a');
    expect(await queue.drain()).toHaveLength(1);
    expect(queue.messages).toEqual([]);
  });

  it('moves a message to the dead letters after the maximum receive count', async () => {
    const queue = queueFor(failing('a'));
    queue.send('a');
    const start = queue.now;
    expect(deliveriesSince(await queue.drain(), start)).toEqual([
      [0, 'a'],
      [90, 'a'],
      [180, 'a'],
    ]);
    expect([queue.messages, queue.deadLetters]).toMatchObject([[], [{ body: 'a', receiveCount: 3 }]]);
    expect((queue.now - start) / 1000).toBe(270);
  });

  it('delivers no message before it is visible, but advances its clock', async () => {
    const queue = queueFor(failing('a'));
    queue.send('a');
    const start = queue.now;
    await queue.drain({ until: start });
    expect(await queue.drain({ until: start + 60_000 })).toEqual([]);
    expect(queue.now).toBe(start + 60_000);
    expect(await queue.drain({ until: start + 90_000 })).toHaveLength(1);
  });

  it.each<[string, Outcome, number]>([
    ['fails', { kind: 'failed', error: { name: 'Error', message: 'out of order' } }, 2],
    ['returns an empty message id', returned({ batchItemFailures: [{ itemIdentifier: '' }] }), 2],
    ['returns the id of a message of another batch', returned({ batchItemFailures: [{ itemIdentifier: 'other' }] }), 2],
    ['returns ids under another key', returned({ batchItemFailures: [{ id: 'a' }] }), 2],
    ['returns a string', returned('done'), 2],
    ['returns nothing', returned(null), 0],
    ['returns an empty object', returned({}), 0],
    ['returns no list', returned({ batchItemFailures: null }), 0],
  ])('when the function %s', async (_, outcome, left) => {
    const queue = queueFor(() => outcome);
    for (const body of ['a', 'b']) queue.send(body);
    await queue.drain({ until: queue.now });
    expect(queue.messages).toHaveLength(left);
  });
});
