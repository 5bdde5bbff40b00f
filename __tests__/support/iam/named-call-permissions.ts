import { arnOf, policyArn, roleArn } from '../../../contracts/naming/resource-arns';
import { sampleNames } from '../../../contracts/naming/resource-names';
import type { RecordedCall } from '../../../testing/moto/moto-proxy';
import { inputOf, nameIn, requestTags, resourceTags, tagsIn, textIn, type CallInput } from './call-input';
import type { DeployerPlace } from './deployer-place';
import { permission, type NeededPermission } from './needed-permissions';
import { SERVICE_CALLS } from './service-call-permissions';

type Needs = (input: CallInput, place: DeployerPlace, action: string) => readonly NeededPermission[];

interface Service {
  /** The prefix of its actions. */
  readonly prefix: string;
  /** The additional action that creating a resource with tags needs. */
  readonly tagging: (action: string) => string;
  /** The ARN of the resource that a call acts on. */
  readonly resource: (input: CallInput, place: DeployerPlace) => string;
}

const last = (value: string): string => value.split('/').at(-1) ?? '';

const regional =
  (service: string, resourceOf: (input: CallInput) => string): Service['resource'] =>
  (input, place) =>
    textIn(input, 'ResourceArn', 'ResourceARN', 'resourceArn', 'TopicArn') ?? arnOf(place, service, resourceOf(input));

const service = (
  prefix: string,
  resourceOf: (input: CallInput) => string,
  tagging = `${prefix}:TagResource`,
): Service => ({ prefix, tagging: () => tagging, resource: regional(prefix, resourceOf) });

const listed = (input: CallInput, name: string): string => last(String((input[name] as readonly unknown[])[0]));

// Registering names a family. IAM evaluates the family's new revision, which is the first one in these tests.
const definition = (input: CallInput): string =>
  `task-definition/${last(textIn(input, 'family') ?? nameIn(input, 'taskDefinition')).replace(/:\d+$/, '')}:1`;

const ecs = (input: CallInput): string => {
  const named = textIn(input, 'clusterName', 'cluster');
  const cluster = named ?? (input['clusters'] === undefined ? undefined : listed(input, 'clusters'));
  return cluster === undefined ? definition(input) : `cluster/${last(cluster)}`;
};

const SERVICES: Readonly<Record<string, Service>> = {
  ecr: service('ecr', (input) => {
    const names = input['repositoryNames'];
    // Repository names may contain slashes.
    return `repository/${Array.isArray(names) ? String(names[0]) : nameIn(input, 'repositoryName')}`;
  }),
  sqs: service('sqs', (input) => last(nameIn(input, 'QueueName', 'QueueUrl')), 'sqs:TagQueue'),
  dynamodb: service('dynamodb', (input) => `table/${nameIn(input, 'TableName')}`),
  events: service('events', (input) => `rule/${nameIn(input, 'Name', 'Rule')}`),
  // The form in AWS's error messages. Only tags use the log group's own ARN.
  logs: service('logs', (input) => `log-group:${nameIn(input, 'logGroupName')}:log-stream:`),
  sns: service('sns', (input) => nameIn(input, 'Name')),
  ecs: service('ecs', ecs),
  monitoring: {
    ...service('cloudwatch', () => ''),
    resource: (input, place) => {
      const board = textIn(input, 'DashboardName', 'DashboardNames.member.1');
      if (board !== undefined) return arnOf({ ...place, region: '' }, 'cloudwatch', `dashboard/${board}`);
      const alarm = nameIn(input, 'ResourceARN', 'AlarmName', 'AlarmNames.member.1');
      return alarm.startsWith('arn:') ? alarm : arnOf(place, 'cloudwatch', `alarm:${alarm}`);
    },
  },
  kms: { ...service('kms', () => ''), resource: (_input, { keyArn }) => keyArn },
  iam: {
    prefix: 'iam',
    tagging: (action) => action.replace(':Create', ':Tag'),
    resource: (input, place) => {
      const role = textIn(input, 'RoleName');
      if (role !== undefined) return roleArn(place, role);
      return textIn(input, 'PolicyArn') ?? policyArn(place, nameIn(input, 'PolicyName'));
    },
  },
};

/** The permission to pass a role to a service. */
export const passing = (role: string, to: string): NeededPermission =>
  permission('iam:PassRole', role, { 'iam:PassedToService': to });

const ofAll: Needs = (_input, _place, action) => [permission(action, '*')];

const ofTasks: Needs = (input, _place, action) => {
  const tasks = input['tasks'] ?? [input['task']];
  return (tasks as readonly string[]).map((task) => permission(action, task));
};

// Tagging a log group uses the log group's own ARN.
const tagged = (resource: string): string => resource.replace(/:log-stream:$/, '');

// Creating and deleting an alias needs permission for the alias and for its key.
const aliasIn = (input: CallInput, place: DeployerPlace): readonly string[] => {
  const alias = textIn(input, 'AliasName');
  return alias === undefined ? [] : [arnOf(place, 'kms', alias)];
};

const making: Needs = (input, place, action) => {
  const [name = ''] = action.split(':');
  const rules = Object.values(SERVICES).find(({ prefix }) => prefix === name);
  if (rules === undefined) throw new Error(`the resource that ${action} acts on is unknown`);
  const [resource, tags] = [rules.resource(input, place), tagsIn(input)];
  const attached = textIn(input, 'RoleName') === undefined ? undefined : textIn(input, 'PolicyArn');
  const context = {
    ...requestTags(tags),
    ...(name === 'kms' ? resourceTags(place.keyTags) : {}),
    ...(attached === undefined ? {} : { 'iam:PolicyARN': attached }),
  };
  return [
    permission(action, resource, context),
    ...(Object.keys(tags).length > 0 ? [permission(rules.tagging(action), tagged(resource), context)] : []),
    ...aliasIn(input, place).map((alias) => permission(action, alias)),
  ];
};

/**
 * The calls that Terraform makes soon after CreateKey. KMS may take five minutes to see a new key's tags, so these calls
 * must be allowed with and without them. https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
const soonAfterCreateKey: Needs = (input, place, action) => [
  ...making(input, place, action),
  permission(action, place.keyArn),
];

/** The calls that the general rule doesn't cover. */
const OTHERS: Readonly<Record<string, Needs>> = {
  ...SERVICE_CALLS,
  'ecr:GetAuthorizationToken': ofAll,
  'logs:DescribeLogGroups': ofAll,
  'kms:ListAliases': ofAll,
  'ecs:DescribeTaskDefinition': ofAll,
  'ecs:DeregisterTaskDefinition': ofAll,
  'ecs:DescribeTasks': ofTasks,
  'ecs:StopTask': ofTasks,
  // CloudWatch checks the permission for all alarms, whichever names the call contains.
  'cloudwatch:DescribeAlarms': (_input, place, action) => [permission(action, arnOf(place, 'cloudwatch', 'alarm:*'))],
  'kms:CreateKey': (input, { keyArn }, action) => [
    permission(action, '*', requestTags(tagsIn(input))),
    // The new key has no tags yet that a policy could match.
    permission('kms:TagResource', keyArn, requestTags(tagsIn(input))),
    // KMS refuses a key whose policy the caller could not change afterwards.
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
    permission('kms:PutKeyPolicy', keyArn),
  ],
  'kms:CreateAlias': soonAfterCreateKey,
  'kms:EnableKeyRotation': soonAfterCreateKey,
  'kms:GetKeyPolicy': soonAfterCreateKey,
  'kms:GetKeyRotationStatus': soonAfterCreateKey,
  'kms:ListResourceTags': soonAfterCreateKey,
  'kms:DescribeKey': (input, place, action) => {
    const key = nameIn(input, 'KeyId');
    return key.startsWith('alias/')
      ? [permission(action, place.keyArn, { 'kms:RequestAlias': key })]
      : soonAfterCreateKey(input, place, action);
  },
  'ecs:RegisterTaskDefinition': (input, place, action) => [
    ...making(input, place, action),
    passing(nameIn(input, 'executionRoleArn'), 'ecs-tasks.amazonaws.com'),
  ],
  // ECS checks again that the caller may pass the roles of the task.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
  'ecs:RunTask': (input, place, action) => [
    permission(action, arnOf(place, 'ecs', definition(input)), {
      'ecs:cluster': arnOf(place, 'ecs', `cluster/${nameIn(input, 'cluster')}`),
    }),
    passing(roleArn(place, sampleNames(place).executionRole), 'ecs-tasks.amazonaws.com'),
  ],
};

/**
 * The permissions that a call needs whose protocol names its operation: the calls to all services but S3,
 * Lambda, EventBridge Scheduler and Signer.
 */
export const neededByName = (call: RecordedCall, place: DeployerPlace): readonly NeededPermission[] => {
  const rules = SERVICES[call.service];
  if (rules === undefined) throw new Error(`the permissions that ${call.service}:${call.operation} needs are unknown`);
  const action = `${rules.prefix}:${call.operation}`;
  return (OTHERS[action] ?? making)(inputOf(call), place, action);
};
