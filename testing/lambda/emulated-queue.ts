import { randomUUID } from 'node:crypto';
import type { EmulatedAws } from '../aws/emulated-aws';
import { visibilityShape } from '../aws/sqs-visibility';
import { failedMessages } from './batch-response';
import type { HostedFunction, Invocation } from './function-host';
import { type QueueMessage, sqsEvent } from './sqs-event';

/** A queue, and the event source mapping between it and a function. */
export interface QueueSettings {
  readonly queueArn: string;
  readonly function: Pick<HostedFunction, 'invoke'>;
  /** Where the function changes visibilities. */
  readonly aws: Pick<EmulatedAws, 'calls'>;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  /** Default: 10. */
  readonly batchSize?: number;
}

/** One batch that was handed to the function. */
export interface Delivery {
  /** By the queue's clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly messages: readonly Required<QueueMessage>[];
  readonly invocation: Invocation;
}

type Kept = Required<QueueMessage> & { readonly visibleAt: number };

/**
 * An SQS queue with event source mapping and dead letters, and with a clock of its own that advances instead of waiting.
 * That clock governs only when messages are visible: the function reads the real one.
 */
export class EmulatedQueue {
  private readonly kept = new Map<string, Kept>();
  private readonly dead: Kept[] = [];
  private time = Date.now();

  constructor(private readonly settings: QueueSettings) {}

  /** The queue's clock, in milliseconds since the epoch. */
  get now(): number {
    return this.time;
  }

  /** The messages that are neither done nor dead. */
  get messages(): readonly Required<QueueMessage>[] {
    return [...this.kept.values()];
  }

  /** The messages that were handed out too often. */
  get deadLetters(): readonly Required<QueueMessage>[] {
    return this.dead;
  }

  /** Puts a message into the queue; returns its id. */
  send(body: string): string {
    const messageId = randomUUID();
    const times = { sentAt: this.time, firstReceivedAt: 0, visibleAt: this.time };
    this.kept.set(messageId, { messageId, body, receiveCount: 0, receiptHandle: '', ...times });
    return messageId;
  }

  /** Hands out what is visible, and what becomes so until then by the queue's clock. Default: until nothing is left. */
  async drain({ until = Infinity }: { readonly until?: number } = {}): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    for (let next = this.nextVisible(); next <= until && next < Infinity; next = this.nextVisible()) {
      this.time = Math.max(this.time, next);
      this.buryDead();
      const batch = this.receive();
      if (batch.length > 0) deliveries.push(await this.deliver(batch));
    }
    if (until < Infinity) this.time = Math.max(this.time, until);
    return deliveries;
  }

  private nextVisible(): number {
    return Math.min(...this.messagesInOrder().map(({ visibleAt }) => visibleAt));
  }

  private messagesInOrder(): readonly Kept[] {
    return [...this.kept.values()];
  }

  private visible(): readonly Kept[] {
    return this.messagesInOrder().filter(({ visibleAt }) => visibleAt <= this.time);
  }

  private buryDead(): void {
    for (const message of this.visible()) {
      if (message.receiveCount < this.settings.maxReceiveCount) continue;
      this.kept.delete(message.messageId);
      this.dead.push(message);
    }
  }

  private receive(): readonly Kept[] {
    const visibleAt = this.time + this.settings.visibilityTimeoutSeconds * 1000;
    const batch = this.visible()
      .slice(0, this.settings.batchSize ?? 10)
      .map((message) => ({
        ...message,
        visibleAt,
        receiptHandle: randomUUID(),
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt || this.time,
      }));
    for (const message of batch) this.kept.set(message.messageId, message);
    return batch;
  }

  private async deliver(batch: readonly Kept[]): Promise<Delivery> {
    const { queueArn, function: target } = this.settings;
    const invocation = await target.invoke(sqsEvent(batch, { queueArn }));
    const failed = failedMessages(invocation, batch);
    for (const { messageId } of batch) if (!failed.has(messageId)) this.kept.delete(messageId);
    this.changeVisibilities(batch);
    return { at: this.time, messages: batch, invocation };
  }

  /** Does what the function asked SQS for during this delivery; handles of earlier ones have no effect. */
  private changeVisibilities(batch: readonly Kept[]): void {
    for (const { input } of this.settings.aws.calls({ service: 'sqs', action: 'ChangeMessageVisibility' })) {
      const { ReceiptHandle, VisibilityTimeout } = visibilityShape.parse(input);
      const message = batch.find(({ receiptHandle }) => receiptHandle === ReceiptHandle);
      if (!message || !this.kept.has(message.messageId)) continue;
      this.kept.set(message.messageId, { ...message, visibleAt: this.time + VisibilityTimeout * 1000 });
    }
  }
}
