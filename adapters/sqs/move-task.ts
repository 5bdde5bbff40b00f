import {
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** How far SQS is with moving dead letters back to their queue. */
export interface MoveTask {
  readonly status: 'running' | 'completed' | 'cancelled' | 'failed';
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly moved: number;
  /** How many messages waited when it began; null if SQS does not say. */
  readonly toMove: number | null;
  /** Why it failed, in the words of SQS; null if it did not. */
  readonly failure: string | null;
}

const STATUS: Readonly<Record<string, MoveTask['status']>> = {
  RUNNING: 'running',
  CANCELLING: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
};

const toTask = (entry: ListMessageMoveTasksResultEntry): MoveTask => ({
  status: STATUS[entry.Status ?? ''] ?? 'failed',
  startedAt: entry.StartedTimestamp ?? 0,
  moved: entry.ApproximateNumberOfMessagesMoved ?? 0,
  toMove: entry.ApproximateNumberOfMessagesToMove ?? null,
  failure: entry.FailureReason ?? null,
});

/** The move tasks of dead-letter queues, by the queue's ARN. */
export interface MoveTasks {
  /** The one that began last; undefined if there was none recently. Throws what the SDK throws. */
  readonly latest: (deadLettersArn: string) => Promise<MoveTask | undefined>;
  /** Has SQS move every message back to the queue that it came from. Throws what the SDK throws. */
  readonly start: (deadLettersArn: string) => Promise<void>;
}

const MOST_LISTED = 10;

/** Moves dead letters by SQS itself: nobody receives or sends a message. */
export const moveTasks = (client: SQSClient): MoveTasks => ({
  latest: async (SourceArn) => {
    const { Results = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: MOST_LISTED }));
    return Results.map(toTask).sort((a, b) => b.startedAt - a.startedAt)[0];
  },
  start: async (SourceArn) => {
    await client.send(new StartMessageMoveTaskCommand({ SourceArn }));
  },
});
