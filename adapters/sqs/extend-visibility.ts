import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Keeps a message of the queue invisible for this many seconds from now. Throws what the SDK throws. */
export const visibilityExtender =
  (client: SQSClient, queueUrl: string) =>
  async (receiptHandle: string, seconds: number): Promise<void> => {
    const request = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
    await client.send(new ChangeMessageVisibilityCommand(request));
  };
