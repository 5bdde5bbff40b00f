import { randomUUID } from 'node:crypto';
import { visibilityShape } from '../testing/aws/sqs-visibility';
import { failedMessages } from '../testing/lambda/batch-response';
import type { HostedFunction, Invocation } from '../testing/lambda/function-host';
import { sqsEvent } from '../testing/lambda/sqs-event';
import { QUEUE_ARN, type DemoEnvironment } from './demo-environment';

/** A message as the queue hands it out. */
export interface Message {
  readonly body: string;
  /** How often it was handed out, this time included. */
  readonly attempt: number;
}

/** What became of a message. */
export interface Delivery {
  readonly invocation: Invocation;
  /** How long the invocation took, in milliseconds. */
  readonly milliseconds: number;
  /** After how many seconds the message comes back; absent when the function is done with it. */
  readonly comesBackAfter?: number;
}

/** For how many seconds the function asked SQS to keep the message away; 0 when it did not ask. */
const keptAway = (aws: DemoEnvironment['aws'], receiptHandle: string): number => {
  const asked = aws
    .calls({ service: 'sqs', action: 'ChangeMessageVisibility' })
    .map(({ input }) => visibilityShape.parse(input))
    .findLast(({ ReceiptHandle }) => ReceiptHandle === receiptHandle);
  return asked?.VisibilityTimeout ?? 0;
};

/** Hands one message to the function in a batch of its own, as Lambda would. */
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
  return { ...delivery, comesBackAfter: keptAway(aws, message.receiptHandle) };
};
