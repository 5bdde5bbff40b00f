import type { Deployment } from '../../../../contracts/deployment/deployment';
import { hasNotices } from '../../../../contracts/deployment/notices';
import type { Statement } from '../../../../contracts/iam/policy';
import { useKeyThrough } from '../../../../contracts/iam/use-key-through';
import { verifierArns } from '../../../../contracts/naming/resource-arns';
import { allow } from './place';

/**
 * Reading what waits in the dead-letter queues and in the queue for undelivered events, and having SQS move dead letters
 * back. The policy of the queue still denies sending to it without SQS.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export const deadLettersStatements = (deployment: Deployment): readonly Statement[] => {
  const { deadLetters, undelivered, queue, notifyDeadLetters, notifyQueue } = verifierArns(deployment);
  const notify = hasNotices(deployment)
    ? { dead: [notifyDeadLetters], queues: [notifyQueue] }
    : { dead: [], queues: [] };
  return [
    allow(
      'ReadDeadLetters',
      ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      [deadLetters, undelivered, ...notify.dead],
    ),
    allow(
      'MoveDeadLetters',
      ['sqs:DeleteMessage', 'sqs:ListMessageMoveTasks', 'sqs:StartMessageMoveTask'],
      [deadLetters, ...notify.dead],
    ),
    allow('SendDeadLettersBack', ['sqs:SendMessage'], [queue, ...notify.queues]),
    ...useKeyThrough(deployment, {
      service: 'sqs',
      keyArn: deployment.keys?.queue,
      actions: ['Decrypt', 'GenerateDataKey'],
    }),
  ];
};
