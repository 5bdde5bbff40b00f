import { randomUUID } from 'node:crypto';
import { visibilityShape } from '../testing/aws/sqs-queues';
import { failedMessages } from '../testing/lambda/batch-response';
import type { HostedFunction, Invocation } from '../testing/lambda/function-host';
import { sqsEvent } from '../testing/lambda/sqs-event';
import { QUEUE_ARN, type DemoEnvironment } from './demo-environment';

/** A message as SQS delivers it. */
export interface Message {
  readonly body: string;
  /** How often SQS has delivered it, including this time. */
  readonly attempt: number;
}

/** The result of delivering one message. */
export interface Delivery {
  readonly invocation: Invocation;
  /** How long the invocation took, in milliseconds. */
  readonly milliseconds: number;
  /** After how many seconds SQS redelivers the message; absent when the function finished with it. */
  readonly retriedAfterSeconds?: number;
}

/** The last visibility timeout that the function set for a message, in seconds; 0 when it set none. */
const visibilityTimeoutOf = (aws: DemoEnvironment['aws'], receiptHandle: string): number => {
  const last = aws
    .calls({ service: 'sqs', action: 'ChangeMessageVisibility' })
    .map(({ input }) => visibilityShape.parse(input))
    .findLast(({ ReceiptHandle }) => ReceiptHandle === receiptHandle);
  return last?.VisibilityTimeout ?? 0;
};

/** Delivers one message to the function in a batch of its own, as Lambda would. */
export const deliverMessage = async (
  { aws }: Pick<DemoEnvironment, 'aws'>,
  instance: Pick<HostedFunction, 'invoke'>,
  { body, attempt }: Message,
): Promise<Delivery> => {
  const message = { body, receiveCount: attempt, messageId: randomUUID(), receiptHandle: randomUUID() };
  const before = performance.now();
  const invocation = await instance.invoke(sqsEvent([message], { queueArn: QUEUE_ARN }));
  const delivery = { invocation, milliseconds: performance.now() - before };
  if (!failedMessages(invocation, [message]).has(message.messageId)) return delivery;
  return { ...delivery, retriedAfterSeconds: visibilityTimeoutOf(aws, message.receiptHandle) };
};
