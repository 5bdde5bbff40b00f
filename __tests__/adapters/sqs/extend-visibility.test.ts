import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { visibilityExtender } from '../../../adapters/sqs/extend-visibility';
import { awsFailure } from '../../support/aws/aws-failure';

const sqs = mockClient(SQSClient);
const returnLater = visibilityExtender(new SQSClient({ region: 'eu-west-1' }));
const message = { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev', receiptHandle: 'handle-1' };

beforeEach(() => {
  sqs.reset();
});

describe('messageReturner', () => {
  it.each([0, 30, 900])('keeps a message away for %d seconds', async (seconds) => {
    sqs.on(ChangeMessageVisibilityCommand).resolves({});
    await returnLater(message, seconds);
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input)).toEqual([
      { QueueUrl: message.queueUrl, ReceiptHandle: 'handle-1', VisibilityTimeout: seconds },
    ]);
  });

  it('throws what SQS throws', async () => {
    sqs.on(ChangeMessageVisibilityCommand).rejects(awsFailure('ReceiptHandleIsInvalid'));
    await expect(returnLater(message, 30)).rejects.toThrow('told so');
  });
});
