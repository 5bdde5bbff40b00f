import type { WaitingMessage } from '../../../adapters/sqs/sample-messages';
import { parseQueueMessage, type QueueMessage } from '../../../contracts/events/queue-message';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { shorten } from '../../../verification';

/** What a waiting message is about. */
export interface DescribedMessage extends Omit<WaitingMessage, 'body'> {
  readonly kind: QueueMessage['kind'] | 'unreadable';
  /** The ARN of the task or the service deployment, the cluster and id of the grant, or why it cannot be read. */
  readonly about: string;
  /** The image of a task's first container; null if there is none. */
  readonly image: string | null;
}

type About = Pick<DescribedMessage, 'kind' | 'about' | 'image'>;

const MAX_PROBLEMS_LENGTH = 300;

const aboutOf = (message: QueueMessage): About => {
  switch (message.kind) {
    case 'task':
    case 'found': {
      const [first] = message.task.containers;
      return { kind: message.kind, about: message.task.taskArn, image: first?.image ?? null };
    }
    case 'hook':
      return { kind: 'hook', about: message.hook.deploymentArn, image: null };
    case 'grant':
      return { kind: 'grant', about: `${message.grantChange.clusterArn} ${message.grantChange.id}`, image: null };
  }
};

const readAbout = (body: string): About => {
  try {
    return aboutOf(parseQueueMessage(body));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    // Quotes nothing that can be secret; see parseQueueMessage.
    const problems = error.problems.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`);
    return { kind: 'unreadable', about: shorten(problems.join('; '), MAX_PROBLEMS_LENGTH), image: null };
  }
};

/** Says what a message is about; nothing else of its body is passed on, since overrides of tasks may hold secrets. */
export const describeMessage = ({ body, ...rest }: WaitingMessage): DescribedMessage => ({
  ...rest,
  ...readAbout(body),
});
