import type { SQSRecord } from 'aws-lambda';
import type { Logger } from '@aws-lambda-powertools/logger';
import { backOffSeconds, type Disposition } from '../../verification';
import { parseTaskEvent } from '../../contracts/events/task-event';
import type { TaskMessage } from './handle-task';

/** Thrown to give a message back to the queue; the batch reports it as a failure of this message alone. */
export class RetryLater extends Error {
  override readonly name = 'ComesBack';
}

/** What handling one message of the queue needs from outside. */
export interface HandleRecordPorts {
  readonly lastAttempt: number;
  readonly handle: (message: TaskMessage) => Promise<Disposition>;
  readonly serialise: <T>(key: string, run: () => Promise<T>) => Promise<T>;
  /** Keeps a message away for so many seconds. */
  readonly extendVisibility: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly logger: Logger;
}

const RETRY_LATER: Disposition = { kind: 'again', afterSeconds: undefined };

const handleBody = (
  body: string,
  attempt: number,
  { lastAttempt, handle, serialise: inTurn }: HandleRecordPorts,
): Promise<Disposition> => {
  const task = parseTaskEvent(body);
  return inTurn(task.taskArn, () => handle({ task, attempt, lastAttempt }));
};

const giveBack = async (
  record: SQSRecord,
  seconds: number,
  { extendVisibility: returnLater, logger }: HandleRecordPorts,
): Promise<never> => {
  try {
    await returnLater(record.receiptHandle, seconds);
  } catch (error) {
    // The message comes back all the same, when the queue's own visibility time-out ends.
    logger.warn('A message could not be kept away', { messageId: record.messageId, error: error as Error });
  }
  throw new RetryLater(`message ${record.messageId} comes back in ${seconds} s`);
};

/**
 * Handles one message of the queue.
 * @throws ComesBack when it must be tried again, with back-off by its number of attempts.
 */
export const recordHandler =
  (handling: HandleRecordPorts) =>
  async (record: SQSRecord): Promise<void> => {
    const attempt = Number(record.attributes.ApproximateReceiveCount);
    const disposition = await Promise.resolve()
      .then(() => handleBody(record.body, attempt, handling))
      .catch((error: unknown) => {
        handling.logger.error('A message could not be handled', {
          messageId: record.messageId,
          attempt,
          error: error as Error,
        });
        return RETRY_LATER;
      });
    if (disposition.kind === 'done') return;
    await giveBack(record, disposition.afterSeconds ?? backOffSeconds(attempt), handling);
  };
