import { toDeployerPolicies } from '../../cli/commands/policies/deployer-policies';
import { MAX_MANAGED_POLICY_LENGTH, type Statement } from '../../contracts/iam/policy';
import { aDeployment } from '../support/deployment/deployment';
import { gatedFields } from '../support/deployment/deployment-gated';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf } from '../support/iam/evaluate';
import type { NeededPermission } from '../support/iam/needed-permissions';

const ACCOUNT = '111122223333';
const regional = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/dev-image-trust-break-glass`;
const LAUNCH = `arn:aws:iam::${ACCOUNT}:role/dev-image-trust-launch`;
const TABLE = regional('dynamodb', 'table/dev-image-trust-grants');
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;

const gated = (overrides: Readonly<Record<string, unknown>> = {}) => aDeployment({ ...gatedFields, ...overrides });
const to = (
  action: string,
  resource: string,
  context: NeededPermission['context'] = {},
): readonly [string, NeededPermission] => [action, { action, resource, context }];

/** What AWS checks for deploying each, besides what every deployment needs. */
const HOOKS = [
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'events:DeleteRule',
  'events:DescribeRule',
].map((action) => to(action, regional('events', 'rule/dev-image-trust-hooks')));
const BREAK_GLASS = [
  to('events:PutRule', regional('events', 'rule/dev-image-trust-grants')),
  ...[
    'CreateTable',
    'DeleteResourcePolicy',
    'DeleteTable',
    'DescribeContinuousBackups',
    'DescribeTable',
    'GetResourcePolicy',
    'ListTagsOfResource',
    'PutResourcePolicy',
    'TagResource',
    'UpdateContinuousBackups',
    'UpdateTimeToLive',
  ].map((action) => to(`dynamodb:${action}`, TABLE)),
  ...['CreateRole', 'DeleteRole', 'GetRole', 'GetRolePolicy', 'PutRolePolicy', 'TagRole', 'UpdateAssumeRolePolicy'].map(
    (action) => to(`iam:${action}`, ROLE),
  ),
];

describe("the deployer's policies for the gate and break-glass", () => {
  const deployer = roleWith(gated(), 'read', 'deploy-verifier');

  it.each([...HOOKS, ...BREAK_GLASS])('allow %s', async (_action, needed) => {
    await expect(deniedOf(deployer, [needed])).resolves.toEqual([]);
  });

  it('allow none of it without gate and break-glass', async () => {
    const all = [...HOOKS, ...BREAK_GLASS].map(([, needed]) => needed);
    const { length } = await deniedOf(roleWith(aDeployment(), 'read', 'deploy-verifier'), all);
    expect(length).toBe(all.length);
  });

  it.each([
    to('dynamodb:PutItem', TABLE),
    to('sts:AssumeRole', ROLE),
    to('iam:PassRole', ROLE, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    to('iam:UpdateAssumeRolePolicy', LAUNCH),
  ])('do not allow %s', async (_action, needed) => {
    await expect(deniedOf(deployer, [needed])).resolves.toHaveLength(1);
  });

  it('allow the role only under the boundary of the deployment file', async () => {
    const bounded = roleWith(gated({ permissionsBoundary: BOUNDARY }), 'read', 'deploy-verifier');
    const create = (context: NeededPermission['context']) => to('iam:CreateRole', ROLE, context)[1];
    await expect(deniedOf(bounded, [create({ 'iam:PermissionsBoundary': BOUNDARY })])).resolves.toEqual([]);
    await expect(deniedOf(bounded, [create({})])).resolves.toHaveLength(1);
  });

  it('are as many as without, and one each for the gate and break-glass; each fits into one managed policy', () => {
    const policies = toDeployerPolicies(gated());
    const names = [
      'read',
      'deploy-signing',
      'deploy-verifier',
      'deploy-verifier-2',
      'gate',
      'report',
      'dead-letters',
      'break-glass',
    ];
    expect(policies.map(({ name }) => name)).toEqual(names);
    for (const { characters } of policies) expect(characters).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH);
  });
});

const SERVICE = 'payments/web';
const GATE = [
  to('ecs:DescribeServices', regional('ecs', `service/${SERVICE}`)),
  to('ecs:ListServiceDeployments', regional('ecs', `service/${SERVICE}`)),
  to('ecs:DescribeServiceDeployments', regional('ecs', `service/${SERVICE}`)),
  to('ecs:DescribeServiceDeployments', regional('ecs', `service-deployment/${SERVICE}/0123456789abcdef`)),
  to('ecs:DescribeServiceRevisions', regional('ecs', `service/${SERVICE}`)),
  to('ecs:DescribeServiceRevisions', regional('ecs', `service-revision/${SERVICE}/4567`)),
  to('ecs:DescribeTaskDefinition', '*'),
  to('ecs:ListClusters', '*'),
  to('ecs:ListServices', '*'),
  to('dynamodb:GetItem', regional('dynamodb', 'table/dev-image-trust-ledger')),
];

describe('the policy for the gate', () => {
  it.each(GATE)('allows %s', async (_action, needed) => {
    await expect(deniedOf(roleWith(gated(), 'gate'), [needed])).resolves.toEqual([]);
  });

  it.each([
    to('ecs:ContinueServiceDeployment', regional('ecs', `service-deployment/${SERVICE}/0123456789abcdef`)),
    to('ecs:UpdateService', regional('ecs', `service/${SERVICE}`)),
    to('dynamodb:GetItem', TABLE),
    to('dynamodb:PutItem', regional('dynamodb', 'table/dev-image-trust-ledger')),
  ])('does not allow %s', async (_action, needed) => {
    await expect(deniedOf(roleWith(gated(), 'gate'), [needed])).resolves.toHaveLength(1);
  });

  it('allows reading a ledger under a key of your own through DynamoDB', async () => {
    const key = regional('kms', 'key/0a1b2c3d-4e5f-6789-abcd-ef0123456789');
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const leaveToIam: Statement = {
      Sid: 'Own',
      Effect: 'Allow',
      Principal: { AWS: root },
      Action: ['kms:*'],
      Resource: ['*'],
    };
    const role = {
      ...roleWith(gated({ keys: { table: key } }), 'gate'),
      resources: { [key]: { Version: '2012-10-17', Statement: [leaveToIam] } },
    } as const;
    const [, decrypt] = to('kms:Decrypt', key, { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' });
    await expect(deniedOf(role, [decrypt])).resolves.toEqual([]);
    await expect(deniedOf(role, [to('kms:Decrypt', key)[1]])).resolves.toHaveLength(1);
  });
});

describe("the sample's policy where its cluster has a gate", () => {
  const service = 'dev-sample/dev-sample-signed-20260101T000000';
  const RUN = [
    to('ecs:CreateService', regional('ecs', `service/${service}`)),
    to('ecs:DeleteService', regional('ecs', `service/${service}`)),
    to('ecs:ListServiceDeployments', regional('ecs', `service/${service}`)),
    to('ecs:DescribeServiceDeployments', regional('ecs', `service/${service}`)),
    to('ecs:DescribeServiceDeployments', regional('ecs', `service-deployment/${service}/0123456789abcdef`)),
  ];
  const sample = (overrides: Readonly<Record<string, unknown>>) => roleWith(aSampleDeployment(overrides), 'sample');

  it.each(RUN)('allows %s', async (_action, needed) => {
    await expect(deniedOf(sample(gatedFields), [needed])).resolves.toEqual([]);
  });

  it.each([
    to('ecs:CreateService', regional('ecs', 'service/payments/dev-sample-signed-20260101T000000')),
    to('ecs:DeleteService', regional('ecs', 'service/dev-sample/web')),
    to('ecs:UpdateService', regional('ecs', `service/${service}`)),
  ])('does not allow %s', async (_action, needed) => {
    await expect(deniedOf(sample(gatedFields), [needed])).resolves.toHaveLength(1);
  });

  it.each([
    ['without a gate', {}],
    [
      'where only another cluster has one',
      { clusters: { payments: { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } } } },
    ],
  ])('allows none of it %s', async (_where, overrides) => {
    const all = RUN.map(([, needed]) => needed);
    await expect(deniedOf(sample(overrides), all)).resolves.toHaveLength(all.length);
  });
});

describe('the policy for break-glass', () => {
  it('allows assuming the break-glass role, and no other', async () => {
    const someone = roleWith(gated(), 'break-glass');
    await expect(deniedOf(someone, [to('sts:AssumeRole', ROLE)[1]])).resolves.toEqual([]);
    await expect(deniedOf(someone, [to('sts:AssumeRole', LAUNCH)[1]])).resolves.toHaveLength(1);
  });
});
