import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSRecord } from 'aws-lambda';
import type { Notice } from '../../contracts/events/notice-format';
import { parseNotice } from '../../contracts/events/notice';
import { backOffSeconds, type RemainingTime } from '../../verification';
import { RetryLater } from '../shared/retry-later';
import { WebhookFailure } from './handle-webhook';

/** The ports that handling one message of the notify queue needs. */
export interface HandleRecordPorts {
  readonly handleNotice: (notice: Notice, remaining: RemainingTime) => Promise<void>;
  /** Keeps a message invisible for this many seconds. */
  readonly extendVisibility: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly logger: Logger;
  /** Called for each message that could not be handled. */
  readonly onFailed: () => void;
}

// Never shorter than the back-off: a receiver that wants to be asked again soon would use up the attempts in minutes.
const waitAfter = (error: unknown, attempt: number): number =>
  Math.max(backOffSeconds(attempt), error instanceof WebhookFailure ? (error.afterSeconds ?? 0) : 0);

/**
 * Handles one message of the notify queue.
 * @throws RetryLater when the message must be retried, after a back-off that grows with its attempts.
 */
export const recordHandler =
  ({ handleNotice, extendVisibility, logger, onFailed }: HandleRecordPorts) =>
  async ({ body, messageId, receiptHandle, attributes }: SQSRecord, remaining: RemainingTime): Promise<void> => {
    const attempt = Number(attributes.ApproximateReceiveCount);
    try {
      await handleNotice(parseNotice(body), remaining);
    } catch (error) {
      onFailed();
      logger.error('A notice could not be handled', { messageId, attempt, error: error as Error });
      const seconds = waitAfter(error, attempt);
      await extendVisibility(receiptHandle, seconds).catch((problem: unknown) =>
        // SQS redelivers the message all the same, when the queue's own visibility timeout ends.
        logger.warn("A notice's visibility timeout could not be extended", { messageId, error: problem as Error }),
      );
      throw new RetryLater(`message ${messageId} will be retried in ${seconds} s`);
    }
  };
