import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toDeployerPolicies } from '../../cli/commands/policies/deployer-policies';
import { parseDeployment } from '../../contracts/deployment/deployment';
import { MAX_MANAGED_POLICY_LENGTH } from '../../contracts/iam/policy';
import { topicKeyStatements } from '../../stacks/statements/topic-statements';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf, type RolePolicies } from '../support/iam/evaluate';
import type { NeededPermission } from '../support/iam/needed-permissions';

const ROOT = join(__dirname, '../..');
const ACCOUNT = '111122223333';
const ALL = ['read', 'deploy-signing', 'deploy-verifier', 'sample'] as const;
const DEPLOYMENT = aSampleDeployment();

const regional = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

const to = (action: string, resource: string, context: NeededPermission['context'] = {}): NeededPermission => ({
  action,
  resource,
  context,
});

const LAUNCH = iam('role/dev-image-trust-launch');
const KEY = regional('kms', 'key/0a1b2c3d-4e5f-6789-abcd-ef0123456789');

/** A role with all the policies, in an account with a key whose own policy leaves access to IAM. */
const deployer = (): RolePolicies => ({
  ...roleWith(DEPLOYMENT, ...ALL),
  resources: { [KEY]: { Version: '2012-10-17', Statement: topicKeyStatements(DEPLOYMENT) } },
});

describe('docs/policies', () => {
  const folder = join(ROOT, 'docs/policies');
  const file = 'deployments/example.json';
  const policies = toDeployerPolicies(parseDeployment(readFileSync(join(ROOT, file), 'utf8'), file));

  it('has one file for each policy of the example', () => {
    expect(readdirSync(folder).sort()).toEqual(policies.map(({ name }) => `${name}.json`).sort());
  });

  it.each(policies.map(({ name, document }) => [name, document] as const))(
    'has what image-trust policies --deployment example --output docs/policies writes: %s',
    (name, document) => {
      expect(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))).toEqual(document);
    },
  );
});

describe('the policies of a deployment', () => {
  it.each(toDeployerPolicies(DEPLOYMENT).map(({ name, characters }) => [name, characters] as const))(
    '%s fits into one managed policy',
    (_name, characters) => expect(characters).toBeLessThanOrEqual(MAX_MANAGED_POLICY_LENGTH),
  );

  it('allow only actions that read to whoever reads', () => {
    const { read } = roleWith(DEPLOYMENT, 'read').identity;
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
    [
      'the policy of the key of another deployment',
      to('kms:PutKeyPolicy', KEY, { 'aws:ResourceTag/ecs-image-trust:deployment': 'prod' }),
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
    const denied = await deniedOf(deployer(), [needed]);
    expect(denied).toEqual([`${needed.action} on ${needed.resource}: ImplicitlyDenied`]);
  });

  it.each(['kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:CreateAlias', 'kms:DescribeKey', 'kms:GetKeyPolicy'])(
    'allow %s on a key whose tags KMS does not see yet',
    async (action) => {
      await expect(deniedOf(deployer(), [to(action, KEY)])).resolves.toEqual([]);
    },
  );
});
