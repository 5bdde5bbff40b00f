import type { AnsweredCall } from '../../../offline/moto/moto-front';
import type { NeededPermission } from './needed-permissions';
import { bucketPermissions } from './bucket-permissions';

/** Whose account it is, and where. */
export interface DeployerPlace {
  readonly account: string;
  readonly region: string;
}

/** The members of a call, whatever the protocol. */
type Input = Readonly<Record<string, unknown>>;

const text = (input: Input, ...names: readonly string[]): string | undefined => {
  const found = names.map((name) => input[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : undefined;
};

const last = (value: string | undefined): string | undefined => value?.split('/').at(-1);

type ArnOf = (input: Input, place: DeployerPlace) => string | undefined;

const inRegion =
  (service: string, resourceOf: (input: Input) => string | undefined): ArnOf =>
  (input, { account, region }) => {
    const arn = text(input, 'ResourceArn', 'ResourceARN', 'resourceArn', 'TopicArn');
    if (arn !== undefined) return arn;
    const resource = resourceOf(input);
    return resource === undefined ? undefined : `arn:aws:${service}:${region}:${account}:${resource}`;
  };

const prefixed = (prefix: string, name: string | undefined): string | undefined =>
  name === undefined ? undefined : `${prefix}${name}`;

/** The ARN that a call of each service is about; undefined where it is about none, which IAM writes `*`. */
const ARNS: Readonly<Record<string, ArnOf>> = {
  ecr: inRegion('ecr', (input) => prefixed('repository/', text(input, 'repositoryName'))),
  sqs: inRegion('sqs', (input) => text(input, 'QueueName') ?? last(text(input, 'QueueUrl'))),
  dynamodb: inRegion('dynamodb', (input) => prefixed('table/', text(input, 'TableName'))),
  events: inRegion('events', (input) => prefixed('rule/', text(input, 'Name', 'Rule'))),
  logs: inRegion('logs', (input) => `log-group:${text(input, 'logGroupName') ?? '*'}`),
  sns: inRegion('sns', (input) => text(input, 'Name')),
  ecs: inRegion('ecs', (input) => {
    const cluster = text(input, 'clusterName', 'cluster') ?? (input['clusters'] as readonly string[] | undefined)?.[0];
    return prefixed('cluster/', last(cluster)) ?? prefixed('task-definition/', family(input));
  }),
  monitoring: (input, { account, region }) => {
    const dashboard = text(input, 'DashboardName', 'DashboardNames.member.1');
    if (dashboard !== undefined) return `arn:aws:cloudwatch::${account}:dashboard/${dashboard}`;
    const alarm = text(input, 'AlarmName', 'AlarmNames.member.1');
    return text(input, 'ResourceARN') ?? `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm ?? '*'}`;
  },
  kms: (input, { account, region }) => {
    const key = text(input, 'KeyId', 'TargetKeyId');
    if (key === undefined) return undefined;
    return key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}`;
  },
  iam: (input, { account }) => {
    const [role, policy] = [text(input, 'RoleName'), text(input, 'PolicyName')];
    if (role !== undefined) return `arn:aws:iam::${account}:role/${role}`;
    return text(input, 'PolicyArn') ?? prefixed(`arn:aws:iam::${account}:policy/`, policy);
  },
};

// Registering has a family; the others name a definition as FAMILY, FAMILY:REVISION or by its ARN.
const family = (input: Input): string | undefined => {
  const name = text(input, 'family') ?? last(text(input, 'taskDefinition'));
  return name === undefined ? undefined : `${name.split(':')[0] ?? ''}:*`;
};

/** The services whose name in IAM is another than the one that calls are signed for. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Operations that have another name in IAM. */
const ACTIONS: Readonly<Record<string, string>> = {
  'sqs:ListQueueTags': 'sqs:ListQueueTags',
  'iam:CreatePolicyVersion': 'iam:CreatePolicyVersion',
};

/** What tags are put on with, when something is made with tags. */
const TAGGING: Readonly<Record<string, string>> = {
  ecr: 'ecr:TagResource',
  sqs: 'sqs:TagQueue',
  dynamodb: 'dynamodb:TagResource',
  events: 'events:TagResource',
  logs: 'logs:TagResource',
  sns: 'sns:TagResource',
  ecs: 'ecs:TagResource',
  monitoring: 'cloudwatch:TagResource',
  kms: 'kms:TagResource',
};

const hasTags = (input: Input): boolean =>
  Object.keys(input).some((name) => /^tags(?:\.member\.1\.Key)?$/i.test(name) && input[name] !== null);

const inputOf = ({ headers, body }: AnsweredCall): Input => {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm) return Object.fromEntries(new URLSearchParams(body.toString()));
  return JSON.parse(body.toString() || '{}') as Input;
};

const one = (action: string, resource: string | undefined): NeededPermission => ({
  action,
  resource: resource ?? '*',
  context: { 'aws:SecureTransport': 'true' },
});

const byName = (call: AnsweredCall, place: DeployerPlace): readonly NeededPermission[] => {
  const { service, operation } = call;
  const input = inputOf(call);
  const resource = ARNS[service]?.(input, place);
  const name = `${PREFIXES[service] ?? service}:${operation}`;
  const tagging = TAGGING[service];
  const making = /^(?:Create|Put|Register)/.test(operation) && hasTags(input) && tagging !== undefined;
  const roleTagging = service === 'iam' && hasTags(input) ? [`iam:Tag${operation.replace('Create', '')}`] : [];
  const passed = service === 'ecs' ? text(input, 'executionRoleArn') : undefined;
  return [
    one(ACTIONS[name] ?? name, resource),
    ...(making ? [one(tagging, resource)] : []),
    ...roleTagging.map((action) => one(action, resource)),
    ...(passed === undefined ? [] : [one('iam:PassRole', passed)]),
    ...(operation === 'CreateAlias'
      ? [one('kms:CreateAlias', `arn:aws:kms:${place.region}:${place.account}:${text(input, 'AliasName') ?? ''}`)]
      : []),
  ];
};

const REST: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^PUT \/signing-profiles\/(?<name>\w+)$/, ['signer:PutSigningProfile', 'signer:TagResource']],
  [/^GET \/signing-profiles\/(?<name>\w+)$/, ['signer:GetSigningProfile']],
  [/^DELETE \/signing-profiles\/(?<name>\w+)$/, ['signer:CancelSigningProfile']],
  [/^GET \/tags\//, ['signer:ListTagsForResource']],
  [/^POST \/2015-03-31\/functions$/, ['lambda:CreateFunction', 'lambda:TagResource', 'iam:PassRole']],
  [/^GET \/\d{4}-\d{2}-\d{2}\/functions\/(?<name>[^/]+)$/, ['lambda:GetFunction']],
  [/^GET \/\d{4}-\d{2}-\d{2}\/functions\/(?<name>[^/]+)\/versions$/, ['lambda:ListVersionsByFunction']],
  [/^GET \/\d{4}-\d{2}-\d{2}\/functions\/(?<name>[^/]+)\/code-signing-config$/, ['lambda:GetFunctionCodeSigningConfig']],
  [/^DELETE \/\d{4}-\d{2}-\d{2}\/functions\/(?<name>[^/]+)$/, ['lambda:DeleteFunction']],
  [/^POST \/2015-03-31\/event-source-mappings$/, ['lambda:CreateEventSourceMapping', 'lambda:TagResource']],
  [/^GET \/2015-03-31\/event-source-mappings\/(?<mapping>[^/]+)$/, ['lambda:GetEventSourceMapping']],
  [/^DELETE \/2015-03-31\/event-source-mappings\/(?<mapping>[^/]+)$/, ['lambda:DeleteEventSourceMapping']],
  [/^GET \/2017-03-31\/tags\//, ['lambda:ListTags']],
];
