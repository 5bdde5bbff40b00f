import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { toSqsRecord } from '../../../testing/lambda/sqs-event';
import { CLUSTER, ECR, TASK, digestOf } from '../domain/domain';
import { DEPLOYMENT, HOOK, SERVICE } from '../gate/fake-deployment';

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

/** The body of a message: an "ECS Hook State Change" event of a pause hook that awaits an action, as EventBridge sends it. */
export const hookEventBody = (detail: object = {}, envelope: object = {}): string =>
  JSON.stringify({
    version: '0',
    source: 'aws.ecs',
    'detail-type': 'ECS Hook State Change',
    account: '111122223333',
    region: 'eu-west-1',
    resources: [DEPLOYMENT],
    detail: {
      eventType: 'INFO',
      eventName: 'HOOK_AWAITING_ACTION',
      hookId: HOOK,
      hookType: 'PAUSE',
      expiresAt: '2026-03-01T13:00:00Z',
      lifecycleStage: 'PRE_SCALE_UP',
      clusterArn: CLUSTER,
      serviceArn: SERVICE,
      serviceDeploymentArn: DEPLOYMENT,
      updatedAt: '2026-03-01T12:00:00Z',
      ...detail,
    },
    ...envelope,
  });

/** The body of a message: a "Break-Glass Grant Change" event. */
export const grantEventBody = (detail: object = {}): string =>
  JSON.stringify({
    source: 'ecs-image-trust',
    'detail-type': 'Break-Glass Grant Change',
    detail: { version: 1, cluster: CLUSTER, grant: 'g1', ...detail },
  });
