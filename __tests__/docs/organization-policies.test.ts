import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf, type RolePolicies } from '../support/iam/evaluate';
import type { NeededPermission } from '../support/iam/needed-permissions';

const ACCOUNT = '111122223333';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789`;
const LAUNCH = `arn:aws:iam::${ACCOUNT}:role/platform/dev-image-trust-launch`;
const LOGS = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/dev-image-trust-launch:log-stream:`;

const SETTINGS = {
  permissionsBoundary: BOUNDARY,
  iamPath: '/platform/',
  launch: { vpc: { subnets: ['subnet-0a1b2c3d4e5f60718'], securityGroups: ['sg-0a1b2c3d4e5f60718'] } },
  keys: { queue: KEY, bucket: KEY, table: KEY, logs: KEY },
};

// The statement that docs/deploying.md shows for such a key.
const KEY_POLICY = {
  Sid: 'AllowUseByThisAccount',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
  Resource: ['*'],
} as const;

const deployer = (overrides: object): RolePolicies => ({
  ...roleWith(aSampleDeployment({ ...overrides }), 'read', 'deploy-signing', 'deploy-verifier', 'sample'),
  resources: { [KEY]: { Version: '2012-10-17', Statement: [KEY_POLICY] } },
});

const to = (action: string, resource: string, context: NeededPermission['context'] = {}): NeededPermission => ({
  action,
  resource,
  context,
});

const through = (service: string) => ({ 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` });
const bound = { 'iam:PermissionsBoundary': BOUNDARY };

/** What AWS checks for each setting, besides what every deployment needs. */
const NEEDED: readonly NeededPermission[] = [
  to('iam:CreateRole', LAUNCH, bound),
  to('iam:PutRolePolicy', LAUNCH, bound),
  to('iam:DeleteRolePolicy', LAUNCH, bound),
  to('iam:PutRolePermissionsBoundary', LAUNCH, bound),
  to('iam:DeleteRole', LAUNCH),
  to('iam:CreatePolicy', `arn:aws:iam::${ACCOUNT}:policy/platform/dev-image-trust-read-images`),
  to('iam:PassRole', LAUNCH, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
  to('ec2:DescribeSubnets', '*'),
  to('ec2:DescribeSecurityGroups', '*'),
  to('ec2:DescribeVpcs', '*'),
  to('kms:GenerateDataKey', KEY, through('s3')),
  to('kms:CreateGrant', KEY, through('dynamodb')),
  to('logs:AssociateKmsKey', LOGS),
];

describe("the deployer's policies for the settings that organizations require", () => {
  it.each(NEEDED.map((needed) => [needed.action, needed] as const))('allow %s', async (_action, needed) => {
    await expect(deniedOf(deployer(SETTINGS), [needed])).resolves.toEqual([]);
  });

  it.each([
    ['a role without the boundary', to('iam:CreateRole', LAUNCH)],
    ['a role under another boundary', to('iam:CreateRole', LAUNCH, { 'iam:PermissionsBoundary': `${BOUNDARY}-wide` })],
    ['a role outside of the path', to('iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/dev-image-trust-launch`, bound)],
    ['removing the boundary', to('iam:DeleteRolePermissionsBoundary', LAUNCH)],
    ['the key of the bucket for itself', to('kms:Decrypt', KEY)],
  ])('do not allow %s', async (_what, needed) => {
    await expect(deniedOf(deployer(SETTINGS), [needed])).resolves.toHaveLength(1);
  });

  it('allow none of it without the settings', async () => {
    const added = NEEDED.filter(({ action }) => /^(?:ec2|kms|logs):/.test(action));
    await expect(deniedOf(deployer({}), added)).resolves.toHaveLength(added.length);
  });
});
