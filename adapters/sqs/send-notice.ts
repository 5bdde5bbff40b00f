import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/**
 * Sends at most ten bodies to the notify queue, in one request.
 * @throws Error also when SQS answers 200 but refuses one of them; the others are sent all the same.
 */
export const noticeSender =
  (client: SQSClient, queueUrl: string) =>
  async (bodies: readonly string[]): Promise<void> => {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const [first] = Failed;
    if (first !== undefined) throw new Error(`sqs:SendMessageBatch refused ${Failed.length} messages: ${first.Code}`);
  };
