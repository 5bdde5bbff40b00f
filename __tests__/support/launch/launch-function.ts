import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { DescribeTasksCommand, ECSClient, type DescribeTasksCommandInput } from '@aws-sdk/client-ecs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, S3Client, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Context } from 'aws-lambda';
import { serializeTrustDocument, toTrustDocument } from '../../../contracts/trust-document/trust-document';
import { asTable } from '../aws/aws-table';
import { aDeployment } from '../deployment/deployment';
import { CLUSTER, ECR } from '../domain/domain';
import { ECR_PASSWORD } from '../registry/image-registry';
import type { LaunchTools } from './launch-tools';

const stored = serializeTrustDocument(toTrustDocument(aDeployment({ mode: 'enforce' })));

/** The mocked AWS clients of the launch function. */
export const aws = {
  dynamodb: mockClient(DynamoDBDocumentClient),
  ecr: mockClient(ECRClient),
  ecs: mockClient(ECSClient),
  events: mockClient(EventBridgeClient),
  s3: mockClient(S3Client),
  sns: mockClient(SNSClient),
  sqs: mockClient(SQSClient),
};

/** The trust document, as S3 returns it. */
export const storedTrustDocument = (): Pick<GetObjectCommandOutput, 'Body'> => ({
  Body: {
    transformToByteArray: async () => new TextEncoder().encode(stored.content),
  } as GetObjectCommandOutput['Body'],
});

const describeAs =
  (imageDigest: string) =>
  async ({ tasks }: DescribeTasksCommandInput) => ({
    tasks: [
      {
        taskArn: tasks?.[0] ?? '',
        clusterArn: CLUSTER,
        group: 'family:web',
        lastStatus: 'RUNNING',
        desiredStatus: 'RUNNING',
        containers: [{ name: 'web', image: `${ECR}/shop/web:1.4`, imageDigest }],
      },
    ],
  });

/**
 * Makes every call to AWS succeed; ECS describes every task as running the unsigned image. Returns the
 * ledger's items.
 */
export const answerWell = ({ digest }: Pick<LaunchTools, 'digest'>): ReturnType<typeof asTable> => {
  for (const client of Object.values(aws)) client.reset();
  const token = Buffer.from(`AWS:${ECR_PASSWORD}`).toString('base64');
  const expiresAt = new Date(Date.now() + 12 * 3_600_000);
  aws.ecr.on(GetAuthorizationTokenCommand).resolves({ authorizationData: [{ authorizationToken: token, expiresAt }] });
  aws.s3.on(GetObjectCommand).resolves(storedTrustDocument());
  aws.events.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  aws.ecs.on(DescribeTasksCommand).callsFake(describeAs(digest('unsigned')));
  return asTable(aws.dynamodb);
};

/** The variables that the stack and Lambda set for the function. */
export const launchEnvironment = ({
  environment,
  tool,
  rootCertificate,
}: LaunchTools): Readonly<Record<string, string>> => ({
  ...environment,
  SETTINGS_VERSION: '1',
  TRUST_BUCKET: 'dev-trust',
  TRUST_KEY: stored.key,
  LEDGER_TABLE: 'dev-ledger',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-launch',
  MAX_RECEIVE_COUNT: '31',
  NOTATION_PATH: tool.path,
  NOTATION_LIBEXEC: '/opt/notation',
  SIGNER_ROOT_CERTIFICATE: rootCertificate,
  DEPLOYMENT: 'dev',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example-secret',
  AWS_SESSION_TOKEN: 'example-session',
});

/** The part of Lambda's context that the function reads: its remaining time, in milliseconds. */
export const invocation = (remaining = 60_000): Context =>
  ({ getRemainingTimeInMillis: () => remaining }) as Partial<Context> as Context;

/** The visibility timeout that the function set for each message, in seconds, by receipt handle. */
export const extendedVisibilities = (): Readonly<Record<string, number | undefined>> =>
  Object.fromEntries(
    aws.sqs
      .commandCalls(ChangeMessageVisibilityCommand)
      .map(({ args }) => [args[0].input.ReceiptHandle ?? '', args[0].input.VisibilityTimeout]),
  );
