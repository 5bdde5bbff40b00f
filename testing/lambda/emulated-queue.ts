import { randomUUID } from 'node:crypto';
import type { EmulatedAws } from '../aws/emulated-aws';
import { visibilityShape } from '../aws/sqs-queues';
import { failedMessages } from './batch-response';
import type { HostedFunction, Invocation } from './function-host';
import { type QueueMessage, sqsEvent } from './sqs-event';

/** A queue and its event source mapping to a function. */
export interface QueueSettings {
  readonly queueArn: string;
  readonly function: Pick<HostedFunction, 'invoke'>;
  /** The emulation that receives the function's ChangeMessageVisibility calls. */
  readonly aws: Pick<EmulatedAws, 'calls'>;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  /** Default: 10. */
  readonly batchSize?: number;
}

/** One batch that was delivered to the function. */
export interface Delivery {
  /** By the queue's clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly messages: readonly Required<QueueMessage>[];
  readonly invocation: Invocation;
}

type StoredMessage = Required<QueueMessage> & { readonly visibleAt: number };

/**
 * An SQS queue with an event source mapping and dead letters. Its own clock advances instead of waiting, and
 * decides only when messages become visible; the function reads the real clock.
 */
export class EmulatedQueue {
  private readonly stored = new Map<string, StoredMessage>();
  private readonly dead: StoredMessage[] = [];
  private time = Date.now();

  constructor(private readonly settings: QueueSettings) {}

  /** The queue's clock, in milliseconds since the epoch. */
  get now(): number {
    return this.time;
  }

  /** The messages that are neither deleted nor dead letters. */
  get messages(): readonly Required<QueueMessage>[] {
    return [...this.stored.values()];
  }

  /** The messages that reached the maximum receive count. */
  get deadLetters(): readonly Required<QueueMessage>[] {
    return this.dead;
  }

  /** Sends a message to the queue; returns its id. */
  send(body: string): string {
    const messageId = randomUUID();
    const times = { sentAt: this.time, firstReceivedAt: 0, visibleAt: this.time };
    this.stored.set(messageId, { messageId, body, receiveCount: 0, receiptHandle: '', ...times });
    return messageId;
  }

  /**
   * Delivers all messages that are visible, or become so before `until`. Default of `until`: until no message
   * is left.
   */
  async drain({ until = Infinity }: { readonly until?: number } = {}): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    for (let next = this.nextVisible(); next <= until && next < Infinity; next = this.nextVisible()) {
      this.time = Math.max(this.time, next);
      this.moveDeadLetters();
      const batch = this.receive();
      if (batch.length > 0) deliveries.push(await this.deliver(batch));
    }
    if (until < Infinity) this.time = Math.max(this.time, until);
    return deliveries;
  }

  private nextVisible(): number {
    return Math.min(...[...this.stored.values()].map(({ visibleAt }) => visibleAt));
  }

  private visibleMessages(): readonly StoredMessage[] {
    return [...this.stored.values()].filter(({ visibleAt }) => visibleAt <= this.time);
  }

  private moveDeadLetters(): void {
    for (const message of this.visibleMessages()) {
      if (message.receiveCount < this.settings.maxReceiveCount) continue;
      this.stored.delete(message.messageId);
      this.dead.push(message);
    }
  }

  private receive(): readonly StoredMessage[] {
    const visibleAt = this.time + this.settings.visibilityTimeoutSeconds * 1000;
    const batch = this.visibleMessages()
      .slice(0, this.settings.batchSize ?? 10)
      .map((message) => ({
        ...message,
        visibleAt,
        receiptHandle: randomUUID(),
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt || this.time,
      }));
    for (const message of batch) this.stored.set(message.messageId, message);
    return batch;
  }

  private async deliver(batch: readonly StoredMessage[]): Promise<Delivery> {
    const { queueArn, function: target } = this.settings;
    const invocation = await target.invoke(sqsEvent(batch, { queueArn }));
    const failed = failedMessages(invocation, batch);
    for (const { messageId } of batch) if (!failed.has(messageId)) this.stored.delete(messageId);
    this.changeVisibilities(batch);
    return { at: this.time, messages: batch, invocation };
  }

  /**
   * Applies the visibility timeouts that the function set during this delivery; receipt handles of earlier
   * ones have no effect.
   */
  private changeVisibilities(batch: readonly StoredMessage[]): void {
    for (const { input } of this.settings.aws.calls({ service: 'sqs', action: 'ChangeMessageVisibility' })) {
      const { ReceiptHandle, VisibilityTimeout } = visibilityShape.parse(input);
      const message = batch.find(({ receiptHandle }) => receiptHandle === ReceiptHandle);
      if (!message || !this.stored.has(message.messageId)) continue;
      this.stored.set(message.messageId, { ...message, visibleAt: this.time + VisibilityTimeout * 1000 });
    }
  }
}
