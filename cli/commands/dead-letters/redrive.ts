import type { MoveTask } from '../../../adapters/sqs/move-task';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { verifierArns } from '../../../contracts/naming/resource-arns';
import { verifierNames } from '../../../contracts/naming/resource-names';
import { ToolFailure } from '../../shared/failure';
import { visibleText } from '../../shared/visible-text';
import { calling, type DeadLettersPorts } from './dead-letters-ports';

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

const latestOf = (deployment: Deployment, { moves }: RedriveTools): Promise<MoveTask | undefined> =>
  calling(
    `sqs:ListMessageMoveTasks of ${verifierNames(deployment).deadLetters}`,
    moves.latest(verifierArns(deployment).deadLetters),
  );

/** `2 of 3 messages`, or `1 message` where SQS does not say how many there were. */
export const countOf = ({ moved, toMove }: Redrive): string =>
  `${moved}${toMove === null ? '' : ` of ${toMove}`} ${(toMove ?? moved) === 1 ? 'message' : 'messages'}`;

const REFUSED =
  'The policy of the queue accepts messages only from the rules of the deployment, and from SQS when it moves them for someone who has the permissions of image-trust policies (dead-letters); with keys.queue, its key must allow that, too. If SQS still refuses, restart the tasks that still run: their new events are verified.';

const failed = (task: MoveTask, queue: string): ToolFailure =>
  task.status === 'cancelled'
    ? new ToolFailure('failed', `someone cancelled the move after ${countOf(task)}: the others are still dead letters`)
    : new ToolFailure(
        'refused',
        `SQS moved ${countOf(task)} to ${queue} and then failed: ${visibleText(task.failure ?? 'it does not say why')}. ${REFUSED}`,
      );

/** Follows the task that began after an instant until it ends. */
const follow = async (deployment: Deployment, after: number, tools: RedriveTools): Promise<Redrive> => {
  const { queue } = verifierNames(deployment);
  let said = -1;
  for (let looks = 1; ; looks += 1) {
    const task = await latestOf(deployment, tools);
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
 * Has SQS move all dead letters back to the queue and follows that until it ends; a move that is already running is
 * followed instead of started.
 * @throws ToolFailure when SQS refuses or fails, or someone cancels the move.
 */
export const redriveDeadLetters = async (deployment: Deployment, tools: RedriveTools): Promise<Redrive> => {
  const { deadLetters } = verifierNames(deployment);
  const before = await latestOf(deployment, tools);
  if (before?.status === 'running') {
    tools.say('SQS is already moving messages back: following that');
    return follow(deployment, before.startedAt - 1, tools);
  }
  await calling(`sqs:StartMessageMoveTask of ${deadLetters}`, tools.moves.start(verifierArns(deployment).deadLetters));
  return follow(deployment, before?.startedAt ?? -1, tools);
};
