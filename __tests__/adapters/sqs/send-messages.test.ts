import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { messageSender } from '../../../adapters/sqs/send-messages';
import { awsFailure } from '../../support/aws/aws-failure';

const sqs = mockClient(SQSClient);
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev';
const send = messageSender(new SQSClient({ region: 'eu-west-1' }), queueUrl);

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({});
});

const batches = () =>
  sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries?.map((each) => each.MessageBody));

describe('messageSender', () => {
  it('sends all bodies to the queue, in order, at most ten in one call', async () => {
    const bodies = Array.from({ length: 23 }, (_, index) => `body ${index}`);
    await send(bodies);
    expect(batches().map((batch) => batch?.length)).toEqual([10, 10, 3]);
    expect(batches().flat()).toEqual(bodies);
    expect(sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input).toMatchObject({
      QueueUrl: queueUrl,
      Entries: [{ Id: '0' }, ...Array.from({ length: 9 }, (_, index) => ({ Id: String(index + 1) }))],
    });
  });

  it('sends no more bytes in one call than SQS accepts', async () => {
    const large = 'ü'.repeat(60_000);
    await send([large, large, large]);
    expect(batches().map((batch) => batch?.length)).toEqual([2, 1]);
  });

  it('calls nothing without bodies', async () => {
    await send([]);
    expect(batches()).toEqual([]);
  });

  it('throws when SQS refuses some of the bodies', async () => {
    const Failed = [{ Id: '1', SenderFault: false, Code: 'InternalError', Message: 'try again' }];
    sqs.on(SendMessageBatchCommand).resolves({ Failed });
    await expect(send(['a', 'b'])).rejects.toThrow('sqs:SendMessageBatch refused 1 of 2: InternalError try again');
  });

  it('throws what SQS throws', async () => {
    sqs.on(SendMessageBatchCommand).rejects(awsFailure('AccessDenied'));
    await expect(send(['a'])).rejects.toThrow('the call failed');
  });
});
