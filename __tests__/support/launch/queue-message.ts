import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { toSqsRecord } from '../../../testing/lambda/sqs-event';
import { CLUSTER, ECR, TASK, digestOf } from '../domain/domain';

/**
 * The body of a message: an "ECS Task State Change" event of a running standalone task with one container of
 * the shop.
 */
export const taskEventBody = (detail: object = {}): string =>
  JSON.stringify({
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    detail: {
      taskArn: TASK,
      clusterArn: CLUSTER,
      group: 'family:web',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      version: 3,
      containers: [{ name: 'web', image: `${ECR}/shop/web@${digestOf('a')}`, imageDigest: digestOf('a') }],
      ...detail,
    },
  });

/** A message in the event that Lambda passes to the function; `attempt` is its receive count. */
export const sqsRecord = (messageId: string, body: string, attempt = 1): SQSRecord =>
  toSqsRecord(
    {
      messageId,
      receiptHandle: `handle-of-${messageId}`,
      body,
      receiveCount: attempt,
      sentAt: 1_769_191_078_000,
      firstReceivedAt: 1_769_191_078_001,
    },
    'arn:aws:sqs:eu-west-1:111122223333:dev-launch',
  );

/** A batch of messages. */
export const sqsEvent = (...Records: readonly SQSRecord[]): SQSEvent => ({ Records: [...Records] });
