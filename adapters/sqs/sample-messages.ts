import { GetQueueAttributesCommand, ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';

/** A message that waits in a queue. */
export interface WaitingMessage {
  readonly messageId: string;
  readonly body: string;
  /** When it was sent first, in milliseconds since the epoch; null if SQS does not say. */
  readonly sentAt: number | null;
  /** Why EventBridge could not deliver it; null in a queue that EventBridge does not use for that. */
  readonly errorCode: string | null;
}

/** How many messages wait in a queue, as SQS estimates it. */
export interface QueueCount {
  readonly waiting: number;
  /** Messages that someone is reading now, and that SQS therefore hides. */
  readonly hidden: number;
  /** Messages that SQS delivers later. */
  readonly delayed: number;
}

// Longer than reading a sample takes, so that SQS does not deliver a message of it again.
/** For how many seconds SQS hides the messages of a sample from others. */
export const SAMPLE_HIDDEN_SECONDS = 10;

const BATCH = 10;

/** Counts the messages of a queue by its URL. Throws what the SDK throws. */
export const messageCounter =
  (client: SQSClient) =>
  async (QueueUrl: string): Promise<QueueCount> => {
    const { Attributes: found = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );
    return {
      waiting: Number(found.ApproximateNumberOfMessages ?? 0),
      hidden: Number(found.ApproximateNumberOfMessagesNotVisible ?? 0),
      delayed: Number(found.ApproximateNumberOfMessagesDelayed ?? 0),
    };
  };

const toMessage = ({ MessageId, Body, Attributes, MessageAttributes }: Message): WaitingMessage => ({
  messageId: MessageId ?? '',
  body: Body ?? '',
  sentAt: Attributes?.SentTimestamp === undefined ? null : Number(Attributes.SentTimestamp),
  errorCode: MessageAttributes?.['ERROR_CODE']?.StringValue ?? null,
});

const receive = async (client: SQSClient, QueueUrl: string, most: number): Promise<readonly WaitingMessage[]> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(BATCH, most),
      VisibilityTimeout: SAMPLE_HIDDEN_SECONDS,
      // Without waiting, SQS asks only some of its servers.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['ERROR_CODE'],
    }),
  );
  return Messages.map(toMessage);
};

/**
 * Reads at most that many messages of a queue by its URL, each once, and deletes none. SQS hides them for
 * SAMPLE_HIDDEN_SECONDS. Throws what the SDK throws.
 */
export const messageSampler =
  (client: SQSClient) =>
  async (queueUrl: string, most: number): Promise<readonly WaitingMessage[]> => {
    const sample = new Map<string, WaitingMessage>();
    for (let before = -1; sample.size > before && sample.size < most;) {
      before = sample.size;
      for (const each of await receive(client, queueUrl, most - sample.size)) sample.set(each.messageId, each);
    }
    return [...sample.values()];
  };
