import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
const MOST = 10;
/** SQS accepted 256 KiB for a whole batch for years; attributes and encoding leave a margin. */
const MOST_BYTES = 250_000;

const inBatches = (bodies: readonly string[]): readonly (readonly string[])[] => {
  const batches: string[][] = [];
  let bytes = Infinity;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const last = batches.at(-1);
    if (last === undefined || last.length >= MOST || bytes + size > MOST_BYTES) {
      batches.push([body]);
      bytes = size;
    } else {
      last.push(body);
      bytes += size;
    }
  }
  return batches;
};

/**
 * Sends messages to a queue by its URL, in batches of 10. Throws what the SDK throws.
 * @throws Error also when SQS answers 200 but refuses some of them.
 */
export const messageSender =
  (client: SQSClient, queueUrl: string) =>
  async (bodies: readonly string[]): Promise<void> => {
    for (const batch of inBatches(bodies)) {
      const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      const [first] = Failed;
      if (first === undefined) continue;
      const why = [first.Code, first.Message].filter((text) => text !== undefined).join(' ');
      throw new Error(`sqs:SendMessageBatch refused ${Failed.length} of ${batch.length}: ${why}`);
    }
  };
