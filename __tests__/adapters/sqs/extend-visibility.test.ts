import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { visibilityExtender } from '../../../adapters/sqs/extend-visibility';
import { awsFailure } from '../../support/aws/aws-failure';

const sqs = mockClient(SQSClient);
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev';
const extendVisibility = visibilityExtender(new SQSClient({ region: 'eu-west-1' }), queueUrl);

beforeEach(() => {
  sqs.reset();
});

describe('visibilityExtender', () => {
  it.each([0, 30, 900])('keeps a message of the queue invisible for %d seconds', async (seconds) => {
    sqs.on(ChangeMessageVisibilityCommand).resolves({});
    await extendVisibility('handle-1', seconds);
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input)).toEqual([
      { QueueUrl: queueUrl, ReceiptHandle: 'handle-1', VisibilityTimeout: seconds },
    ]);
  });

  it('throws what SQS throws', async () => {
    sqs.on(ChangeMessageVisibilityCommand).rejects(awsFailure('ReceiptHandleIsInvalid'));
    await expect(extendVisibility('handle-1', 30)).rejects.toThrow('the call failed');
  });
});
