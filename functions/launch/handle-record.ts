import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSRecord } from 'aws-lambda';
import { parseQueueMessage } from '../../contracts/events/queue-message';
import {
  backOffSeconds,
  gateBackOffSeconds,
  retryLater,
  type Disposition,
  type RemainingTime,
} from '../../verification';
import { RetryLater } from '../shared/retry-later';
import type { CanaryMessage } from './handle-canary';
import type { GrantMessage } from './handle-grant';
import type { HookMessage } from './handle-hook';
import type { TaskMessage } from './handle-task';

/** Handles the messages of each kind. */
export interface Handlers {
  readonly task: (message: TaskMessage) => Promise<Disposition>;
  readonly hook: (message: HookMessage) => Promise<Disposition>;
  readonly grant: (message: GrantMessage) => Promise<Disposition>;
  readonly canary: (message: CanaryMessage) => Promise<Disposition>;
}

/** The ports that handling one message of the queue needs. */
export interface HandleRecordPorts {
  /** How often the queue delivers a message before it becomes a dead letter. */
  readonly maxReceiveCount: number;
  readonly handlers: Handlers;
  /** Serialises work that shares a key. */
  readonly serialise: <T>(key: string, run: () => Promise<T>) => Promise<T>;
  /** Keeps a message invisible for this many seconds. */
  readonly extendVisibility: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly logger: Logger;
}

/**
 * A message stays invisible for at most this many seconds. SQS allows 12 hours from the moment it was received; and every
 * attempt must take place within the four days after which the queue drops a message without a trace.
 */
export const MAX_WAIT_SECONDS = 3 * 3600;

const attemptOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

/** What is done about one message; work that shares a key is done one after the other. */
interface Work {
  readonly key: string;
  readonly handle: () => Promise<Disposition>;
  /** How long the message stays invisible after an attempt that does not say so, in seconds. */
  readonly backOff: (attempt: number) => number;
}

const workOf = (
  record: SQSRecord,
  remaining: RemainingTime,
  { maxReceiveCount, handlers }: HandleRecordPorts,
): Work => {
  const message = parseQueueMessage(record.body);
  const attempt = { attempt: attemptOf(record), lastAttempt: maxReceiveCount, remaining };
  switch (message.kind) {
    case 'task': {
      const { task } = message;
      return { key: task.taskArn, handle: () => handlers.task({ task, ...attempt }), backOff: backOffSeconds };
    }
    case 'found': {
      const { task, notBefore } = message;
      const handle = () => handlers.task({ task, notBefore, ...attempt });
      return { key: task.taskArn, handle, backOff: backOffSeconds };
    }
    case 'hook': {
      const { hook } = message;
      const handle = () => handlers.hook({ hook, ...attempt });
      return { key: hook.deploymentArn, handle, backOff: gateBackOffSeconds };
    }
    case 'grant': {
      const { grantChange } = message;
      const key = `grant ${grantChange.clusterArn} ${grantChange.id}`;
      return { key, handle: () => handlers.grant({ grantChange, ...attempt }), backOff: backOffSeconds };
    }
    case 'canary': {
      const { sweep } = message;
      return { key: 'canary', handle: () => handlers.canary({ sweep, ...attempt }), backOff: backOffSeconds };
    }
  }
};

const retry = async (record: SQSRecord, seconds: number, ports: HandleRecordPorts): Promise<never> => {
  const { messageId, receiptHandle } = record;
  try {
    await ports.extendVisibility(receiptHandle, seconds);
  } catch (error) {
    // SQS redelivers the message all the same, when the queue's own visibility timeout ends.
    ports.logger.warn("A message's visibility timeout could not be extended", { messageId, error: error as Error });
  }
  throw new RetryLater(`message ${messageId} will be retried in ${seconds} s`);
};

/**
 * Handles one message of the queue within the remaining time.
 * @throws RetryLater when the message must be retried, after a back-off that grows with its attempts.
 */
export const recordHandler =
  (ports: HandleRecordPorts, remaining: RemainingTime) =>
  async (record: SQSRecord): Promise<void> => {
    let backOff = backOffSeconds;
    const disposition = await Promise.resolve()
      .then(() => {
        const work = workOf(record, remaining, ports);
        backOff = work.backOff;
        return ports.serialise(work.key, work.handle);
      })
      .catch((error: unknown) => {
        const fields = { messageId: record.messageId, attempt: attemptOf(record), error: error as Error };
        ports.logger.error('A message could not be handled', fields);
        return retryLater();
      });
    if (disposition.kind === 'done') return;
    const seconds = disposition.afterSeconds ?? backOff(attemptOf(record));
    await retry(record, Math.min(seconds, MAX_WAIT_SECONDS), ports);
  };
