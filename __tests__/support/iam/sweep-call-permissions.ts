import * as z from 'zod';
import type { AwsCall } from '../../../testing/aws/aws-call';
import { neededFor, permission, type CallPlace, type NeededPermission } from './needed-permissions';

type Needs = (call: AwsCall, place: CallPlace) => readonly NeededPermission[];

const field = ({ input }: AwsCall, name: string): string => z.string().parse(input[name]);

const bucketArn = (call: AwsCall): string => `arn:aws:s3:::${field(call, 'Bucket')}`;

const ofObject =
  (action: string): Needs =>
  (call) => [permission(action, `${bucketArn(call)}/${field(call, 'Key')}`)];

const ofAll =
  (action: string): Needs =>
  () => [permission(action, '*')];

const ofServices: Needs = (call, { account }) => {
  const cluster = field(call, 'cluster').split('/').at(-1) ?? '';
  return z
    .array(z.string())
    .parse(call.input['services'])
    .map((service) => {
      const name = service.split('/').at(-1) ?? '';
      return permission('ecs:DescribeServices', `arn:aws:ecs:${call.region}:${account}:service/${cluster}/${name}`);
    });
};

const sending: Needs = (call, { account, region }) => {
  const queue = field(call, 'QueueUrl').split('/').at(-1) ?? '';
  return [permission('sqs:SendMessage', `arn:aws:sqs:${region}:${account}:${queue}`)];
};

/** The key of the item that is written limits what the sweep may write. */
const writing: Needs = (call, { account, region }) => {
  const { id } = z.object({ id: z.object({ S: z.string() }) }).parse(call.input['Item']);
  const table = `arn:aws:dynamodb:${region}:${account}:table/${field(call, 'TableName')}`;
  return [permission('dynamodb:PutItem', table, { 'dynamodb:LeadingKeys': [id.S] })];
};

const invoking: Needs = (call, { account, region }) => {
  const name = field(call, 'FunctionName');
  return [permission('lambda:InvokeFunction', `arn:aws:lambda:${region}:${account}:function:${name}`)];
};

const OF_SWEEP: Readonly<Record<string, Needs>> = {
  'ecs:ListClusters': ofAll('ecs:ListClusters'),
  'ecs:ListServices': ofAll('ecs:ListServices'),
  'ecs:ListTasks': ofAll('ecs:ListTasks'),
  'ecs:DescribeServices': ofServices,
  's3:PutObject': ofObject('s3:PutObject'),
  's3:DeleteObject': ofObject('s3:DeleteObject'),
  'dynamodb:PutItem': writing,
  'sqs:SendMessage': sending,
  'sqs:SendMessageBatch': sending,
  'lambda:Invoke': invoking,
};

/**
 * The permissions that a call of the sweep function needs, from its status, too: without s3:ListBucket, S3 answers "access
 * denied" for an object that does not exist. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @throws Error when the call is unknown, so that none is overlooked.
 */
export const neededBySweep = (call: AwsCall, status: number, place: CallPlace): readonly NeededPermission[] => {
  const needed = (OF_SWEEP[`${call.service}:${call.action}`] ?? neededFor)(call, place);
  return call.service === 's3' && status === 404 ? [...needed, permission('s3:ListBucket', bucketArn(call))] : needed;
};
