import type { Deployment } from '../../../contracts/deployment/deployment';
import { verifierArns } from '../../../contracts/naming/resource-arns';
import { verifierNames } from '../../../contracts/naming/resource-names';

/** A queue of a deployment in which messages wait for a person. */
export interface WaitingQueue {
  readonly kind: 'dead-letters' | 'undelivered';
  readonly name: string;
  readonly url: string;
}

/** The dead-letter queue and the queue for undelivered events. */
export const waitingQueues = (deployment: Deployment): readonly [WaitingQueue, WaitingQueue] => {
  const { deadLetters, undelivered } = verifierNames(deployment);
  const { deadLettersUrl, undeliveredUrl } = verifierArns(deployment);
  return [
    { kind: 'dead-letters', name: deadLetters, url: deadLettersUrl },
    { kind: 'undelivered', name: undelivered, url: undeliveredUrl },
  ];
};
