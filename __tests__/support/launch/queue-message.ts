import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { CLUSTER, ECR, TASK, digestOf } from '../domain/domain';

/** The body of a message: an "ECS Task State Change" event of a running standalone task with one container of the shop. */
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

/** A message as Lambda hands it over; `attempt` is how often the queue has handed it out. */
export const sqsRecord = (messageId: string, body: string, attempt = 1): SQSRecord => ({
  messageId,
  receiptHandle: `handle-of-${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(attempt),
    SentTimestamp: '1769191078000',
    SenderId: 'AIDAEXAMPLE',
    ApproximateFirstReceiveTimestamp: '1769191078001',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:dev-launch',
  awsRegion: 'eu-west-1',
});

/** A batch of messages. */
export const sqsEvent = (...Records: readonly SQSRecord[]): SQSEvent => ({ Records: [...Records] });
