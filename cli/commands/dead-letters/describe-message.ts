import type { WaitingMessage } from '../../../adapters/sqs/sample-messages';
import { parseNotice } from '../../../contracts/events/notice';
import type { Notice } from '../../../contracts/events/notice-format';
import { parseQueueMessage, type QueueMessage } from '../../../contracts/events/queue-message';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { shorten } from '../../../verification';

/** What a waiting message is about. */
export interface DescribedMessage extends Omit<WaitingMessage, 'body'> {
  readonly kind: QueueMessage['kind'] | 'finding' | 'webhook' | 'sweep' | 'unreadable';
  /** The ARN of the task or the service deployment, the cluster and id of the grant, the sweep, or why it cannot be read. */
  readonly about: string;
  /** The image that it is about, or that of a task's first container; null if there is none. */
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
    case 'canary':
      return { kind: 'canary', about: `the canary images, for the sweep of ${message.sweep}`, image: null };
  }
};

const aboutNotice = (notice: Notice): About => {
  switch (notice.kind) {
    case 'verdict': {
      const { task, image } = notice.verdict;
      return { kind: notice.target === 'webhook' ? 'webhook' : 'finding', about: task, image };
    }
    case 'swept':
      return { kind: 'sweep', about: notice.sweep, image: null };
  }
};

const readAbout = (read: () => About): About => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    // Quotes nothing that can be secret; see parseQueueMessage and parseNotice.
    const problems = error.problems.map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`);
    return { kind: 'unreadable', about: shorten(problems.join('; '), MAX_PROBLEMS_LENGTH), image: null };
  }
};

/** Says what a message is about; nothing else of its body is passed on, since overrides of tasks may hold secrets. */
export const describeMessage = ({ body, ...rest }: WaitingMessage): DescribedMessage => ({
  ...rest,
  ...readAbout(() => aboutOf(parseQueueMessage(body))),
});

/** Says what a message of the notify queue is about. */
export const describeNotice = ({ body, ...rest }: WaitingMessage): DescribedMessage => ({
  ...rest,
  ...readAbout(() => aboutNotice(parseNotice(body))),
});
