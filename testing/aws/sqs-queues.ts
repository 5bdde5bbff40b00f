import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

const MAX_SECONDS = 12 * 3600;
const MAX_ENTRIES = 10;
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const MAX_BYTES = 1024 * 1024;

/** The members of SQS's ChangeMessageVisibility. */
export const visibilityShape = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().min(0).max(MAX_SECONDS),
});

const body = z.string().min(1);
const sendShape = z.strictObject({ QueueUrl: z.string(), MessageBody: body });
const sendBatchShape = z.strictObject({
  QueueUrl: z.string(),
  Entries: z
    .array(z.strictObject({ Id: z.string().regex(/^[\w-]{1,80}$/), MessageBody: body }))
    .min(1)
    .max(MAX_ENTRIES),
});

const attributesShape = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z.array(z.string().startsWith('ApproximateNumberOfMessages')),
});

/** A message that a client sent to a queue. */
export interface SentMessage {
  /** The queue's name. */
  readonly queue: string;
  readonly body: string;
}

const nameOf = (queueUrl: string): string => queueUrl.split('/').at(-1) ?? '';

const refuse = (code: string, message: string): never => {
  throw new AwsError(code, message);
};

/**
 * SQS's SendMessage, SendMessageBatch, GetQueueAttributes (counts only) and ChangeMessageVisibility. Sent messages wait until a test or the demo takes
 * them; EmulatedQueue reads the recorded calls of ChangeMessageVisibility. Any queue exists.
 */
export class SqsQueues {
  private waiting: readonly SentMessage[] = [];

  readonly actions: AwsActions = {
    ChangeMessageVisibility: (call) => {
      parseInput(call, visibilityShape);
      return jsonResult({});
    },
    GetQueueAttributes: (call) => {
      const { QueueUrl } = parseInput(call, attributesShape);
      const waiting = this.waiting.filter(({ queue }) => queue === nameOf(QueueUrl)).length;
      const none = { ApproximateNumberOfMessagesNotVisible: '0', ApproximateNumberOfMessagesDelayed: '0' };
      return jsonResult({ Attributes: { ...none, ApproximateNumberOfMessages: String(waiting) } });
    },
    SendMessage: (call) => {
      const { QueueUrl, MessageBody } = parseInput(call, sendShape);
      return jsonResult(this.accept(QueueUrl, [MessageBody])[0] ?? {});
    },
    SendMessageBatch: (call) => {
      const { QueueUrl, Entries } = parseInput(call, sendBatchShape);
      if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length)
        refuse('AWS.SimpleQueueService.BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
      const bodies = Entries.map(({ MessageBody }) => MessageBody);
      const sent = this.accept(QueueUrl, bodies).map((each, index) => ({ ...each, Id: Entries[index]?.Id }));
      return jsonResult({ Successful: sent, Failed: [] });
    },
  };

  /** Takes the messages that wait in a queue, in order. */
  take(queue: string): readonly SentMessage[] {
    const taken = this.waiting.filter((message) => message.queue === queue);
    this.waiting = this.waiting.filter((message) => message.queue !== queue);
    return taken;
  }

  /** Forgets every message. */
  clear(): void {
    this.waiting = [];
  }

  private accept(queueUrl: string, bodies: readonly string[]) {
    if (bodies.reduce((sum, each) => sum + Buffer.byteLength(each), 0) > MAX_BYTES)
      refuse(
        'InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BYTES} bytes.`,
      );
    this.waiting = [...this.waiting, ...bodies.map((each) => ({ queue: nameOf(queueUrl), body: each }))];
    return bodies.map((each) => ({
      MessageId: randomUUID(),
      MD5OfMessageBody: createHash('md5').update(each).digest('hex'),
    }));
  }
}
