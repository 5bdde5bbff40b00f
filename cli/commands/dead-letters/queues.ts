import { hasNotices } from '../../../contracts/deployment/notices';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { verifierArns } from '../../../contracts/naming/resource-arns';
import { verifierNames } from '../../../contracts/naming/resource-names';

/** A queue of a deployment in which messages wait for a person. */
export interface WaitingQueue {
  readonly kind: 'dead-letters' | 'undelivered' | 'notify-dead-letters';
  readonly name: string;
  readonly url: string;
}

/** A dead-letter queue, and the queue that its messages came from. */
export interface RedrivableQueue extends WaitingQueue {
  readonly arn: string;
  /** The name of the queue that SQS moves the messages back to. */
  readonly queue: string;
}

/** The dead-letter queues of the launch function and, with findings or a webhook, of the notify function. */
export const redrivableQueues = (deployment: Deployment): readonly RedrivableQueue[] => {
  const [names, arns] = [verifierNames(deployment), verifierArns(deployment)];
  const launch: RedrivableQueue = {
    kind: 'dead-letters',
    name: names.deadLetters,
    url: arns.deadLettersUrl,
    arn: arns.deadLetters,
    queue: names.queue,
  };
  const notify: RedrivableQueue = {
    kind: 'notify-dead-letters',
    name: names.notifyDeadLetters,
    url: arns.notifyDeadLettersUrl,
    arn: arns.notifyDeadLetters,
    queue: names.notifyQueue,
  };
  return [launch, ...(hasNotices(deployment) ? [notify] : [])];
};

/** Every queue in which messages wait for a person. */
export const waitingQueues = (deployment: Deployment): readonly WaitingQueue[] => {
  const [launch, ...others] = redrivableQueues(deployment);
  const { undelivered: name } = verifierNames(deployment);
  const { undeliveredUrl: url } = verifierArns(deployment);
  return [...(launch === undefined ? [] : [launch]), { kind: 'undelivered', name, url }, ...others];
};
