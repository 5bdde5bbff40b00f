import { policySource, roleWith, type DocumentedPolicy } from '../support/iam/documented-policies';
import { deniedOf } from '../support/iam/evaluate';
import type { NeededPermission } from '../support/iam/needed-permissions';

const ACCOUNT = '111122223333';
const ALL = ['read', 'deploy', 'sample'] as const;

const regional = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

const to = (action: string, resource: string, context: NeededPermission['context'] = {}): NeededPermission => ({
  action,
  resource,
  context,
});

const LAUNCH = iam('role/dev-image-trust-launch');
const KEY = regional('kms', 'key/0a1b2c3d-4e5f-6789-abcd-ef0123456789');

describe('docs/policies', () => {
  it.each(ALL)('%s fits into one managed policy', (name: DocumentedPolicy) => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(policySource(name).replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6_144);
  });

  it('read allows only actions that read', () => {
    const { read } = roleWith(ACCOUNT, 'read').identity;
    const actions = read?.Statement.flatMap(({ Action: each }) => each) ?? [];
    expect(actions.filter((action) => !/^[a-z0-9]+:(?:Describe|Get|List)/.test(action))).toEqual([]);
    expect(actions.length).toBeGreaterThan(40);
  });

  const foreign: readonly (readonly [string, NeededPermission])[] = [
    ['the queue of another deployment', to('sqs:DeleteQueue', regional('sqs', 'prod-image-trust'))],
    [
      'the ledger of another deployment',
      to('dynamodb:DeleteTable', regional('dynamodb', 'table/prod-image-trust-ledger')),
    ],
    [
      'a repository that is not of the deployment',
      to('ecr:DeleteRepository', regional('ecr', 'repository/shop/other')),
    ],
    ['an image in a workload repository', to('ecr:PutImage', regional('ecr', 'repository/shop/web'))],
    [
      'the key of another deployment',
      to('kms:ScheduleKeyDeletion', KEY, { 'aws:ResourceTag/ecs-image-trust:deployment': 'prod' }),
    ],
    ['a key without tags', to('kms:ScheduleKeyDeletion', KEY)],
    ['a new key without tags', to('kms:CreateKey', '*')],
    [
      "this deployment's tag on the key of another deployment",
      to('kms:TagResource', KEY, {
        'aws:RequestTag/team': 'ours',
        'aws:ResourceTag/ecs-image-trust:deployment': 'prod',
      }),
    ],
    [
      "an AWS managed policy on the function's role",
      to('iam:AttachRolePolicy', LAUNCH, { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    ],
    ["the function's role for EC2", to('iam:PassRole', LAUNCH, { 'iam:PassedToService': 'ec2.amazonaws.com' })],
    [
      'another role for a function',
      to('iam:PassRole', iam('role/admin'), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    ],
    [
      'a sample task on another cluster',
      to('ecs:RunTask', regional('ecs', 'task-definition/dev-signed-task-def:1'), {
        'ecs:cluster': regional('ecs', 'cluster/payments'),
      }),
    ],
    [
      'a task of another cluster',
      to('ecs:StopTask', regional('ecs', 'task/payments/0123456789abcdef0123456789abcdef')),
    ],
    [
      'the profile of another deployment',
      to('signer:SignPayload', regional('signer', '/signing-profiles/prod_workloads')),
    ],
  ];

  it.each(foreign)('all together do not allow access to %s', async (_what, needed) => {
    const denied = await deniedOf(roleWith(ACCOUNT, ...ALL), [needed]);
    expect(denied).toEqual([`${needed.action} on ${needed.resource}: ImplicitlyDenied`]);
  });
});
