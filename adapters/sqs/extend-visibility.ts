import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A message that was received from a queue. */
export interface ReceivedMessage {
  readonly queueUrl: string;
  readonly receiptHandle: string;
}

/** Keeps a message invisible for so many seconds from now. Throws what the SDK throws. */
export const visibilityExtender =
  (client: SQSClient) =>
  async ({ queueUrl, receiptHandle }: ReceivedMessage, seconds: number): Promise<void> => {
    const request = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
    await client.send(new ChangeMessageVisibilityCommand(request));
  };
