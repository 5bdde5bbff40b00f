import { createHash, randomUUID } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** A message that a queue delivers. */
export interface QueueMessage {
  readonly body: string;
  /** How often the message has been received, this time included. Default: 1. */
  readonly receiveCount?: number;
  readonly messageId?: string;
  readonly receiptHandle?: string;
  /** Milliseconds since the epoch. Default: now. */
  readonly sentAt?: number;
  /** Milliseconds since the epoch. Default: when it was sent. */
  readonly firstReceivedAt?: number;
}

/** The record of a message in the event that Lambda passes to a function. */
export const toSqsRecord = (message: QueueMessage, queueArn: string): SQSRecord => {
  const { body, receiveCount = 1, messageId = randomUUID(), receiptHandle = randomUUID() } = message;
  const { sentAt = Date.now() } = message;
  return {
    messageId,
    receiptHandle,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAt),
      SenderId: 'AIDAIOSFODNN7EXAMPLE',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? sentAt),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
};

/** The event that Lambda passes to a function for a batch of messages. */
export const sqsEvent = (messages: readonly QueueMessage[], { queueArn }: { readonly queueArn: string }): SQSEvent => ({
  Records: messages.map((message) => toSqsRecord(message, queueArn)),
});
