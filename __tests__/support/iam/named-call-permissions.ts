import { arnOf, iamArn } from '../../../contracts/naming/resource-arns';
import { sampleNames } from '../../../contracts/naming/resource-names';
import type { RecordedCall } from '../../../testing/moto/moto-proxy';
import { inputOf, nameIn, requestTags, resourceTags, tagsIn, textIn, type CallInput } from './call-input';
import type { DeployerPlace } from './deployer-place';
import { permission, type NeededPermission } from './needed-permissions';

type Needs = (input: CallInput, place: DeployerPlace, action: string) => readonly NeededPermission[];

interface Service {
  /** What its actions begin with. */
  readonly prefix: string;
  /** What else is needed to make something with tags. */
  readonly tagging: (action: string) => string;
  /** What a call is about. */
  readonly about: (input: CallInput, place: DeployerPlace) => string;
}

const last = (value: string): string => value.split('/').at(-1) ?? '';

const regional =
  (service: string, resourceOf: (input: CallInput) => string): Service['about'] =>
  (input, place) =>
    textIn(input, 'ResourceArn', 'ResourceARN', 'resourceArn', 'TopicArn') ?? arnOf(place, service, resourceOf(input));

const service = (
  prefix: string,
  resourceOf: (input: CallInput) => string,
  tagging = `${prefix}:TagResource`,
): Service => ({ prefix, tagging: () => tagging, about: regional(prefix, resourceOf) });

const listed = (input: CallInput, name: string): string => last(String((input[name] as readonly unknown[])[0]));

// Registering has a family; IAM sees the revision that a family stands for, the first in these stories.
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
    // A name of a repository holds slashes.
    return `repository/${Array.isArray(names) ? String(names[0]) : nameIn(input, 'repositoryName')}`;
  }),
  sqs: service('sqs', (input) => last(nameIn(input, 'QueueName', 'QueueUrl')), 'sqs:TagQueue'),
  dynamodb: service('dynamodb', (input) => `table/${nameIn(input, 'TableName')}`),
  events: service('events', (input) => `rule/${nameIn(input, 'Name', 'Rule')}`),
  // As AWS writes it when it refuses; only tags are asked for by the group's own ARN.
  logs: service('logs', (input) => `log-group:${nameIn(input, 'logGroupName')}:log-stream:`),
  sns: service('sns', (input) => nameIn(input, 'Name')),
  ecs: service('ecs', ecs),
  monitoring: {
    ...service('cloudwatch', () => ''),
    about: (input, place) => {
      const board = textIn(input, 'DashboardName', 'DashboardNames.member.1');
      if (board !== undefined) return arnOf({ ...place, region: '' }, 'cloudwatch', `dashboard/${board}`);
      const alarm = nameIn(input, 'ResourceARN', 'AlarmName', 'AlarmNames.member.1');
      return alarm.startsWith('arn:') ? alarm : arnOf(place, 'cloudwatch', `alarm:${alarm}`);
    },
  },
  kms: { ...service('kms', () => ''), about: (_input, { keyArn }) => keyArn },
  iam: {
    prefix: 'iam',
    tagging: (action) => action.replace(':Create', ':Tag'),
    about: (input, place) => {
      const role = textIn(input, 'RoleName');
      if (role !== undefined) return iamArn(place, `role/${role}`);
      return textIn(input, 'PolicyArn') ?? iamArn(place, `policy/${nameIn(input, 'PolicyName')}`);
    },
  },
};

/** Whoever hands a role to a service has to be allowed that, too. */
export const passing = (role: string, to: string): NeededPermission =>
  permission('iam:PassRole', role, { 'iam:PassedToService': to });

const ofAll: Needs = (_input, _place, action) => [permission(action, '*')];

const ofTasks: Needs = (input, _place, action) => {
  const tasks = input['tasks'] ?? [input['task']];
  return (tasks as readonly string[]).map((task) => permission(action, task));
};

// The tags of a log group belong to the group's own ARN.
const tagged = (resource: string): string => resource.replace(/:log-stream:$/, '');

// Making and deleting an alias has to be allowed for the alias and for its key.
const aliasIn = (input: CallInput, place: DeployerPlace): readonly string[] => {
  const alias = textIn(input, 'AliasName');
  return alias === undefined ? [] : [arnOf(place, 'kms', alias)];
};

const making: Needs = (input, place, action) => {
  const [name = ''] = action.split(':');
  const rules = Object.values(SERVICES).find(({ prefix }) => prefix === name);
  if (rules === undefined) throw new Error(`no test knows what ${action} is about`);
  const [resource, tags] = [rules.about(input, place), tagsIn(input)];
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

/** The calls that say less, or need more, than the rule has it. */
const OTHERS: Readonly<Record<string, Needs>> = {
  'ecr:GetAuthorizationToken': ofAll,
  'logs:DescribeLogGroups': ofAll,
  'kms:ListAliases': ofAll,
  'ecs:DescribeTaskDefinition': ofAll,
  'ecs:DeregisterTaskDefinition': ofAll,
  'ecs:DescribeTasks': ofTasks,
  'ecs:StopTask': ofTasks,
  // CloudWatch asks for all alarms, whatever names it is given.
  'cloudwatch:DescribeAlarms': (_input, place, action) => [permission(action, arnOf(place, 'cloudwatch', 'alarm:*'))],
  'kms:CreateKey': (input, { keyArn }, action) => [
    permission(action, '*', requestTags(tagsIn(input))),
    // The new key has no tags yet that a policy could see.
    permission('kms:TagResource', keyArn, requestTags(tagsIn(input))),
  ],
  'kms:DescribeKey': (input, { keyArn, keyTags }, action) => {
    const key = nameIn(input, 'KeyId');
    return [
      key.startsWith('alias/')
        ? permission(action, keyArn, { 'kms:RequestAlias': key })
        : permission(action, keyArn, resourceTags(keyTags)),
    ];
  },
  'ecs:RegisterTaskDefinition': (input, place, action) => [
    ...making(input, place, action),
    passing(nameIn(input, 'executionRoleArn'), 'ecs-tasks.amazonaws.com'),
  ],
  // ECS looks again at who hands over the roles of what is run.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
  'ecs:RunTask': (input, place, action) => [
    permission(action, arnOf(place, 'ecs', definition(input)), {
      'ecs:cluster': arnOf(place, 'ecs', `cluster/${nameIn(input, 'cluster')}`),
    }),
    passing(iamArn(place, `role/${sampleNames(place).executionRole}`), 'ecs-tasks.amazonaws.com'),
  ],
};

/** What a call needs that is named for what it does: those of all services but S3, Lambda and Signer. */
export const neededByName = (call: RecordedCall, place: DeployerPlace): readonly NeededPermission[] => {
  const rules = SERVICES[call.service];
  if (rules === undefined) throw new Error(`no test knows what ${call.service}:${call.operation} needs to be allowed`);
  const action = `${rules.prefix}:${call.operation}`;
  return (OTHERS[action] ?? making)(inputOf(call), place, action);
};
