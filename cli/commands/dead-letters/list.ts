import type { QueueCount } from '../../../adapters/sqs/sample-messages';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { calling, type DeadLettersPorts } from './dead-letters-ports';
import { describeMessage, describeNotice, type DescribedMessage } from './describe-message';
import { waitingQueues, type WaitingQueue } from './queues';

/** How many messages of each queue are listed at most. */
export const MOST_LISTED = 50;

/** What waits in one queue: its count, and a sample of its messages, the oldest first. */
export interface ListedQueue extends QueueCount, Pick<WaitingQueue, 'kind' | 'name'> {
  readonly messages: readonly DescribedMessage[];
}

const listQueue = async (
  { kind, name, url }: WaitingQueue,
  { count, sample }: Pick<DeadLettersPorts, 'count' | 'sample'>,
): Promise<ListedQueue> => {
  // Before reading, which hides what it reads.
  const counted = await calling(`sqs:GetQueueAttributes of ${name}`, count(url));
  const read = await calling(`sqs:ReceiveMessage from ${name}`, sample(url, MOST_LISTED));
  const messages = read
    .map(kind === 'notify-dead-letters' ? describeNotice : describeMessage)
    .sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0));
  return { kind, name, ...counted, messages };
};

/**
 * Lists what waits in the dead-letter queues and in the queue for undelivered events.
 * @throws ToolFailure when AWS refuses.
 */
export const listDeadLetters = async (
  deployment: Deployment,
  ports: Pick<DeadLettersPorts, 'count' | 'sample'>,
): Promise<readonly ListedQueue[]> => Promise.all(waitingQueues(deployment).map((queue) => listQueue(queue, ports)));
