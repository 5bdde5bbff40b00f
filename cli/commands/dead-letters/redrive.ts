import type { MoveTask } from '../../../adapters/sqs/move-task';
import { ToolFailure } from '../../shared/failure';
import { visibleText } from '../../shared/visible-text';
import { calling, type DeadLettersPorts } from './dead-letters-ports';
import type { RedrivableQueue } from './queues';

/** How many messages were moved back. */
export interface Redrive {
  readonly moved: number;
  /** How many were to be moved; null if SQS did not say. */
  readonly toMove: number | null;
}

/** What a redrive works with. */
export interface RedriveTools extends Pick<DeadLettersPorts, 'moves' | 'wait'> {
  readonly say: (line: string) => void;
  readonly throwIfInterrupted: () => void;
}

const POLL_MS = 2_000;
/** How often a task that was started is looked for: SQS may list it a little later. */
const MOST_LOOKS = 15;

const latestOf = ({ name, arn }: RedrivableQueue, { moves }: RedriveTools): Promise<MoveTask | undefined> =>
  calling(`sqs:ListMessageMoveTasks of ${name}`, moves.latest(arn));

/** `2 of 3 messages`, or `1 message` where SQS does not say how many there were. */
export const countOf = ({ moved, toMove }: Redrive): string =>
  `${moved}${toMove === null ? '' : ` of ${toMove}`} ${(toMove ?? moved) === 1 ? 'message' : 'messages'}`;

const REFUSED =
  'The policy of the queue accepts messages only from the deployment itself, and from SQS when it moves them for someone who has the permissions of image-trust policies (dead-letters); with keys.queue, its key must allow that, too. If SQS still refuses, restart the tasks that still run: their new events are verified.';

const failed = (task: MoveTask, queue: string): ToolFailure =>
  task.status === 'cancelled'
    ? new ToolFailure('failed', `someone cancelled the move after ${countOf(task)}: the others are still dead letters`)
    : new ToolFailure(
        'refused',
        `SQS moved ${countOf(task)} to ${queue} and then failed: ${visibleText(task.failure ?? 'it does not say why')}. ${REFUSED}`,
      );

/** Follows the task that began after an instant until it ends. */
const follow = async (deadLetters: RedrivableQueue, after: number, tools: RedriveTools): Promise<Redrive> => {
  const { queue } = deadLetters;
  let said = -1;
  for (let looks = 1; ; looks += 1) {
    const task = await latestOf(deadLetters, tools);
    tools.throwIfInterrupted();
    const isOurs = task !== undefined && task.startedAt > after;
    if (isOurs && task.status === 'completed') return { moved: task.moved, toMove: task.toMove };
    if (isOurs && task.status !== 'running') throw failed(task, queue);
    if (isOurs && task.moved > said) {
      tools.say(`${countOf(task)} moved`);
      said = task.moved;
    }
    if (!isOurs && looks >= MOST_LOOKS)
      throw new ToolFailure(
        'temporary',
        'SQS accepted the move, but does not list it: see later with dead-letters list',
      );
    await tools.wait(POLL_MS);
  }
};

/**
 * Has SQS move all dead letters of a queue back to where they came from and follows that until it ends; a move that is already running is
 * followed instead of started.
 * @throws ToolFailure when SQS refuses or fails, or someone cancels the move.
 */
export const redriveDeadLetters = async (deadLetters: RedrivableQueue, tools: RedriveTools): Promise<Redrive> => {
  const before = await latestOf(deadLetters, tools);
  if (before?.status === 'running') {
    tools.say('SQS is already moving messages back: following that');
    return follow(deadLetters, before.startedAt - 1, tools);
  }
  await calling(`sqs:StartMessageMoveTask of ${deadLetters.name}`, tools.moves.start(deadLetters.arn));
  return follow(deadLetters, before?.startedAt ?? -1, tools);
};
