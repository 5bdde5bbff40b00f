import { toDeployerPolicies } from '../../cli/commands/policies/deployer-policies';
import { MAX_MANAGED_POLICY_LENGTH } from '../../contracts/iam/policy';
import { aDeployment } from '../support/deployment/deployment';
import { gatedFields } from '../support/deployment/deployment-gated';
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

  it('are as many as without, and each fits into one managed policy', () => {
    const policies = toDeployerPolicies(gated());
    expect(policies.map(({ name }) => name)).toEqual([
      'read',
      'deploy-signing',
      'deploy-verifier',
      'dead-letters',
      'break-glass',
    ]);
    for (const { characters } of policies) expect(characters).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH);
  });
});

describe('the policy for break-glass', () => {
  it('allows assuming the break-glass role, and no other', async () => {
    const someone = roleWith(gated(), 'break-glass');
    await expect(deniedOf(someone, [to('sts:AssumeRole', ROLE)[1]])).resolves.toEqual([]);
    await expect(deniedOf(someone, [to('sts:AssumeRole', LAUNCH)[1]])).resolves.toHaveLength(1);
  });
});
