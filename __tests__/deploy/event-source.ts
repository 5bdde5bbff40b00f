import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { failedMessages } from '../../testing/lambda/batch-response';
import type { HostedFunction, Invocation } from '../../testing/lambda/function-host';
import { sqsEvent } from '../../testing/lambda/sqs-event';
import { clientSettings, type Caller } from './call-aws';

/** Settings of {@link startEventSource}. */
export interface EventSourceSettings {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly function: Pick<HostedFunction, 'invoke'>;
  /** The function's role, with which Lambda reads the queue. */
  readonly role: Caller;
  /** Receives the lines that the function wrote. */
  readonly onLogs: (lines: Invocation['logs']) => Promise<void>;
  /** Whether failed messages become visible at once, whatever visibility timeout the function set. */
  readonly retriesAtOnce: () => boolean;
}

interface Batch {
  readonly sqs: SQSClient;
  readonly messages: readonly Message[];
}

const toRecord = ({
  MessageId: messageId = '',
  ReceiptHandle: receiptHandle = '',
  Body: body = '',
  Attributes,
}: Message) => ({
  messageId,
  receiptHandle,
  body,
  receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
  sentAt: Number(Attributes?.SentTimestamp ?? 0),
});

const finishBatch = async (
  { sqs, messages }: Batch,
  failed: ReadonlySet<string>,
  settings: EventSourceSettings,
): Promise<void> => {
  const { queueUrl, retriesAtOnce } = settings;
  for (const { messageId, receiptHandle } of messages.map(toRecord)) {
    const request = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle };
    if (!failed.has(messageId)) await sqs.send(new DeleteMessageCommand(request));
    else if (retriesAtOnce()) await sqs.send(new ChangeMessageVisibilityCommand({ ...request, VisibilityTimeout: 0 }));
  }
};

const deliverBatch = async (batch: Batch, settings: EventSourceSettings): Promise<void> => {
  const records = batch.messages.map(toRecord);
  const invocation = await settings.function.invoke(sqsEvent(records, { queueArn: settings.queueArn }));
  await settings.onLogs(invocation.logs);
  await finishBatch(batch, failedMessages(invocation, records), settings);
};

/** Delivers a queue's messages to a function in batches until it is stopped, like an event source mapping, which moto only simulates. */
export const startEventSource = (settings: EventSourceSettings): { readonly stop: () => Promise<void> } => {
  const sqs = new SQSClient({ ...clientSettings(settings.role), useQueueUrlAsEndpoint: false });
  const request = {
    QueueUrl: settings.queueUrl,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 1,
    MessageSystemAttributeNames: ['All' as const],
  };
  let running = true;
  const run = async (): Promise<void> => {
    await sqs.send(new GetQueueAttributesCommand({ QueueUrl: settings.queueUrl, AttributeNames: ['All'] }));
    while (running) {
      const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      if (messages.length > 0) await deliverBatch({ sqs, messages }, settings);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      running = false;
      await ended;
    },
  };
};
