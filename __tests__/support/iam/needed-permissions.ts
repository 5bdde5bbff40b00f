import * as z from 'zod';
import type { UnscopedAction } from '../../../stacks/statements/unscoped-actions';
import type { AwsCall } from '../../../testing/aws/aws-call';
import type { RecordedRequest } from '../../../testing/gateway/recorded-request';

/** A permission that a call needs. */
export interface NeededPermission {
  readonly action: string;
  /** The ARN of the resource; `*` if the action has no resource type. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
}

/** The context of a call that its input doesn't contain. */
export interface CallPlace {
  readonly account: string;
  readonly region: string;
  /** The ARN of the topic's key. */
  readonly topicKeyArn: string;
}

type Needs = (call: AwsCall, place: CallPlace) => readonly NeededPermission[];

/** A permission for a call over TLS. */
export const permission = (
  action: string,
  resource: string,
  context: NeededPermission['context'] = {},
): NeededPermission => ({
  action,
  resource,
  context: { 'aws:SecureTransport': 'true', ...context },
});

const unscoped = (action: UnscopedAction): NeededPermission => permission(action, '*');

const field = ({ input }: AwsCall, name: string): string => z.string().parse(input[name]);

const about =
  (action: string, resourceOf: (call: AwsCall, place: CallPlace) => string): Needs =>
  (call, place) => [permission(action, resourceOf(call, place))];

const queueArn: (call: AwsCall, place: CallPlace) => string = (call, { account, region }) =>
  `arn:aws:sqs:${region}:${account}:${field(call, 'QueueUrl').split('/').at(-1) ?? ''}`;

const tableArn: (call: AwsCall, place: CallPlace) => string = (call, { account, region }) =>
  `arn:aws:dynamodb:${region}:${account}:table/${field(call, 'TableName')}`;

const batchedTables =
  (action: string): Needs =>
  ({ input }, { account, region }) =>
    Object.keys(z.record(z.string(), z.unknown()).parse(input['RequestItems'])).map((table) =>
      permission(action, `arn:aws:dynamodb:${region}:${account}:table/${table}`),
    );

const logGroupArn: (call: AwsCall, place: CallPlace) => string = (call, { account, region }) =>
  `arn:aws:logs:${region}:${account}:log-group:${field(call, 'logGroupName')}:log-stream:${field(call, 'logStreamName')}`;

const entriesShape = z.array(z.object({ Source: z.string(), DetailType: z.string() }));

const events: Needs = ({ input }, { account, region }) =>
  entriesShape.parse(input['Entries']).map(({ Source, DetailType }) =>
    permission('events:PutEvents', `arn:aws:events:${region}:${account}:event-bus/default`, {
      'events:source': [Source],
      'events:detail-type': [DetailType],
    }),
  );

// SNS uses the topic's key on behalf of the publisher.
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
const publish: Needs = (call, { topicKeyArn, region }) => [
  permission('sns:Publish', field(call, 'TopicArn')),
  ...['kms:GenerateDataKey', 'kms:Decrypt'].map((action) =>
    permission(action, topicKeyArn, { 'kms:ViaService': `sns.${region}.amazonaws.com` }),
  ),
];

const repositoryArn = (call: AwsCall, { account }: CallPlace): string => {
  const { registryId = account, repositoryName } = call.input;
  return `arn:aws:ecr:${call.region}:${String(registryId)}:repository/${String(repositoryName)}`;
};

/**
 * Actions on a deployment or a revision of a service need the permission for the service, too.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const andService = (action: string, arns: readonly string[]): readonly NeededPermission[] =>
  arns.flatMap((arn) => {
    const service = arn.replace(/:service-(?:deployment|revision)\//, ':service/').replace(/\/[^/]+$/, '');
    return [permission(action, arn), permission(action, service)];
  });

const aboutServices =
  (action: string, arnsOf: (call: AwsCall) => readonly string[]): Needs =>
  (call) =>
    andService(action, arnsOf(call));

const listed =
  (name: string) =>
  ({ input }: AwsCall): readonly string[] =>
    z.array(z.string()).parse(input[name]);

const oneDeployment = (call: AwsCall): readonly string[] => [field(call, 'serviceDeploymentArn')];

/** The service that a call names, by name or ARN. */
const serviceArn = (call: AwsCall, { account }: CallPlace): string => {
  const service = field(call, 'service');
  if (service.startsWith('arn:')) return service;
  const cluster = field(call, 'cluster').split('/').at(-1) ?? '';
  return `arn:aws:ecs:${call.region}:${account}:service/${cluster}/${service}`;
};

const NEEDS: Readonly<Record<string, Needs>> = {
  's3:GetObject': about('s3:GetObject', (call) => `arn:aws:s3:::${field(call, 'Bucket')}/${field(call, 'Key')}`),
  'sqs:ReceiveMessage': about('sqs:ReceiveMessage', queueArn),
  'sqs:DeleteMessage': about('sqs:DeleteMessage', queueArn),
  'sqs:GetQueueAttributes': about('sqs:GetQueueAttributes', queueArn),
  'sqs:ChangeMessageVisibility': about('sqs:ChangeMessageVisibility', queueArn),
  'sqs:SendMessageBatch': about('sqs:SendMessage', queueArn),
  'dynamodb:BatchGetItem': batchedTables('dynamodb:BatchGetItem'),
  'dynamodb:BatchWriteItem': batchedTables('dynamodb:BatchWriteItem'),
  'dynamodb:GetItem': about('dynamodb:GetItem', tableArn),
  'dynamodb:PutItem': about('dynamodb:PutItem', tableArn),
  'dynamodb:Query': about('dynamodb:Query', tableArn),
  'dynamodb:UpdateItem': about('dynamodb:UpdateItem', tableArn),
  'sns:Publish': publish,
  'events:PutEvents': events,
  'ecs:DescribeTasks': ({ input }) =>
    z
      .array(z.string())
      .parse(input['tasks'])
      .map((task) => permission('ecs:DescribeTasks', task)),
  'ecs:ContinueServiceDeployment': aboutServices('ecs:ContinueServiceDeployment', oneDeployment),
  'ecs:DescribeServiceDeployments': aboutServices('ecs:DescribeServiceDeployments', listed('serviceDeploymentArns')),
  'ecs:DescribeServiceRevisions': aboutServices('ecs:DescribeServiceRevisions', listed('serviceRevisionArns')),
  'ecs:DescribeTaskDefinition': () => [unscoped('ecs:DescribeTaskDefinition')],
  'ecs:ListServiceDeployments': about('ecs:ListServiceDeployments', serviceArn),
  'ecs:StopServiceDeployment': aboutServices('ecs:StopServiceDeployment', oneDeployment),
  'ecs:StopTask': about('ecs:StopTask', (call) => field(call, 'task')),
  'ecr:GetAuthorizationToken': () => [unscoped('ecr:GetAuthorizationToken')],
  'ecr:BatchGetImage': about('ecr:BatchGetImage', repositoryArn),
  'logs:CreateLogStream': about('logs:CreateLogStream', logGroupArn),
  'logs:PutLogEvents': about('logs:PutLogEvents', logGroupArn),
};

/**
 * The permissions that a call to AWS needs.
 * @throws Error when the call is unknown, so that none is overlooked.
 */
export const neededFor: Needs = (call, place) => {
  const needs = NEEDS[`${call.service}:${call.action}`];
  if (needs === undefined) throw new Error(`the permissions that ${call.service}:${call.action} needs are unknown`);
  return needs(call, place);
};

const ECR = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/;
const ROUTE = /^\/v2\/(?<repository>.+)\/(?<part>manifests|blobs|referrers)\//;
const SIGNER = /^(?:verification|data-signer)\.signer\./;

/** The permissions that a request of notation or of its plugin needs; none if it has no credentials. */
export const neededByRequest = ({ host, path, authorization }: RecordedRequest): readonly NeededPermission[] => {
  if (authorization === 'none') return [];
  if (SIGNER.test(host)) return [unscoped('signer:GetRevocationStatus')];
  const { account, region } = ECR.exec(host)?.groups ?? {};
  const { repository, part } = ROUTE.exec(path)?.groups ?? {};
  if (account === undefined || repository === undefined) return [];
  // Listing referrers needs BatchGetImage. https://docs.aws.amazon.com/AmazonECR/latest/userguide/images.html
  const action = part === 'blobs' ? 'ecr:GetDownloadUrlForLayer' : 'ecr:BatchGetImage';
  return [permission(action, `arn:aws:ecr:${region ?? ''}:${account}:repository/${repository}`)];
};

/** Each permission once. */
export const distinct = (permissions: readonly NeededPermission[]): readonly NeededPermission[] => [
  ...new Map(permissions.map((each) => [JSON.stringify(each), each])).values(),
];
