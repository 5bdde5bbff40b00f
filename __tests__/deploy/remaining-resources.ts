import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { callJsonApi, callRestApi, callQueryApi, clientSettings, type Caller } from './call-aws';
import type { DeployEnvironment } from './deploy-environment';

type Names = (caller: Caller) => Promise<readonly string[]>;

const byJson =
  (service: string, target: string, field: string, name?: string): Names =>
  async (caller) => {
    const answer = z.record(z.string(), z.unknown()).parse(await callJsonApi(caller, { service, target }, {}));
    const found = z.array(z.unknown()).parse(answer[field] ?? []);
    return found.map((each) => (name === undefined ? String(each) : String((each as Record<string, unknown>)[name])));
  };

const byQuery =
  (service: string, parameters: Readonly<Record<string, string>>, element: string): Names =>
  async (caller) =>
    [
      ...(await callQueryApi(caller, service, parameters)).matchAll(
        new RegExp(`<${element}>([^<]+)</${element}>`, 'g'),
      ),
    ].map(([, name = '']) => name);

// moto cannot list profiles. Like AWS, it keeps cancelled ones.
const profiles: Names = async (caller) => {
  const shape = z.object({ profileName: z.string(), status: z.string() });
  const found = await Promise.all(
    ['dev_canary', 'dev_workloads'].map((name) => callRestApi(caller, 'signer', [`/signing-profiles/${name}`])),
  );
  return found
    .map((each) => shape.parse(each))
    .filter(({ status }) => status === 'Active')
    .map(({ profileName }) => profileName);
};

const ECS = 'AmazonEC2ContainerServiceV20141113';

// Like AWS, moto lists deleted clusters for a while.
const clusters: Names = async (caller) => {
  const names = await byJson('ecs', `${ECS}.ListClusters`, 'clusterArns')(caller);
  const shape = z.object({ clusters: z.array(z.object({ clusterName: z.string(), status: z.string() })) });
  const request = { service: 'ecs', target: `${ECS}.DescribeClusters` };
  const found = shape.parse(await callJsonApi(caller, request, { clusters: names })).clusters;
  return found.filter(({ status }) => status === 'ACTIVE').map(({ clusterName }) => clusterName);
};

const buckets: Names = async (caller) => {
  const { Buckets: found = [] } = await new S3Client(clientSettings(caller)).send(new ListBucketsCommand({}));
  return found.map(({ Name: name = '' }) => name);
};

const functions: Names = async (caller) => {
  const shape = z.object({ Functions: z.array(z.object({ FunctionName: z.string() })) });
  return shape
    .parse(await callRestApi(caller, 'lambda', ['/2015-03-31/functions/']))
    .Functions.map(({ FunctionName }) => FunctionName);
};

const schedules: Names = async (caller) => {
  const shape = z.object({ Schedules: z.array(z.object({ Name: z.string() })) });
  return shape.parse(await callRestApi(caller, 'scheduler', ['/schedules'])).Schedules.map(({ Name }) => Name);
};

const IAM = { Version: '2010-05-08' };

/** How to list each kind of resource that the stacks create. */
const KINDS: Readonly<Record<string, Names>> = {
  'ecr repository': byJson(
    'ecr',
    'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
    'repositories',
    'repositoryName',
  ),
  'signer profile': profiles,
  'sqs queue': byJson('sqs', 'AmazonSQS.ListQueues', 'QueueUrls'),
  bucket: buckets,
  'dynamodb table': byJson('dynamodb', 'DynamoDB_20120810.ListTables', 'TableNames'),
  'lambda function': functions,
  schedule: schedules,
  'event rule': byJson('events', 'AWSEvents.ListRules', 'Rules', 'Name'),
  'log group': byJson('logs', 'Logs_20140328.DescribeLogGroups', 'logGroups', 'logGroupName'),
  'key alias': byJson('kms', 'TrentService.ListAliases', 'Aliases', 'AliasName'),
  'ecs cluster': clusters,
  'task definition': byJson('ecs', `${ECS}.ListTaskDefinitions`, 'taskDefinitionArns'),
  topic: byQuery('sns', { Action: 'ListTopics', Version: '2010-03-31' }, 'TopicArn'),
  role: byQuery('iam', { Action: 'ListRoles', ...IAM }, 'RoleName'),
  policy: byQuery('iam', { Action: 'ListPolicies', Scope: 'Local', ...IAM }, 'PolicyName'),
  alarm: byQuery('monitoring', { Action: 'DescribeAlarms', Version: '2010-08-01' }, 'AlarmName'),
  dashboard: byQuery('monitoring', { Action: 'ListDashboards', Version: '2010-08-01' }, 'DashboardName'),
};

// The test's own resources, and those that every account has.
const NOT_OURS = /test-watches|alias\/aws\//;

/** The deployment's resources that exist in the account, as `KIND NAME`, sorted. */
export const remainingResources = async ({ admin }: DeployEnvironment): Promise<readonly string[]> => {
  const found = await Promise.all(
    Object.entries(KINDS).map(async ([kind, names]) =>
      (await names(admin)).map((name) => `${kind} ${name.split('/111122223333/').at(-1) ?? name}`),
    ),
  );
  return found
    .flat()
    .filter((each) => !NOT_OURS.test(each))
    .sort();
};
