import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aGatedDeployment } from '../support/deployment/deployment-gated';
import { deniedOf, type RolePolicies } from '../support/iam/evaluate';
import { permission } from '../support/iam/needed-permissions';
import { synthFor } from '../support/terraform/synth';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/dev-image-trust-grants';
const BUS = 'arn:aws:events:eu-west-1:111122223333:event-bus/default';
const ROLE = 'arn:aws:iam::111122223333:role/dev-image-trust-break-glass';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d';

const stack = synthFor(VerifierStack, aGatedDeployment());
const trustOf = (...assumedBy: readonly string[]) =>
  synthFor(VerifierStack, aGatedDeployment({ breakGlass: { assumedBy } })).statements(
    'aws_iam_role.break-glass_role',
    'assume_role_policy',
  );

describe('without break-glass', () => {
  it('there is neither a table of grants nor a role, and no output names them', () => {
    const { addresses, outputs } = synthFor(VerifierStack, aDeployment());
    expect(addresses.filter((address) => address.includes('break-glass'))).toEqual([]);
    expect(Object.keys(outputs)).not.toEqual(expect.arrayContaining(['breakGlassRoleArn']));
  });
});

describe('the table of grants', () => {
  it('is encrypted, can be restored to any point in time, and expires its items', () => {
    expect(stack.at('aws_dynamodb_table.break-glass_grants')).toEqual({
      name: 'dev-image-trust-grants',
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: 'cluster',
      range_key: 'id',
      attribute: [
        { name: 'cluster', type: 'S' },
        { name: 'id', type: 'S' },
      ],
      ttl: { attribute_name: 'expires', enabled: true },
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true },
    });
  });

  it('is encrypted with the key for tables, which the role then may use through DynamoDB only', () => {
    const { at, statements } = synthFor(VerifierStack, aGatedDeployment({ keys: { table: KEY } }));
    expect(at('aws_dynamodb_table.break-glass_grants')['server_side_encryption']).toEqual({
      enabled: true,
      kms_key_arn: KEY,
    });
    expect(statements('aws_iam_role_policy.break-glass_own').at(-1)).toMatchObject({
      Resource: [KEY],
      Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' } },
    });
  });

  it('is ready before the launch function reads it: until then others could write to it', () => {
    expect(stack.at('aws_lambda_function.launch')['depends_on']).toContain(
      'aws_dynamodb_resource_policy.break-glass_only-by-role',
    );
    expect(stack.at('aws_dynamodb_resource_policy.break-glass_only-by-role')['resource_arn']).toBe(
      '${aws_dynamodb_table.break-glass_grants.arn}',
    );
  });

  it('and the role are outputs of the stack', () => {
    expect(stack.outputs).toMatchObject({ breakGlassRoleArn: ROLE, grantTable: 'dev-image-trust-grants' });
  });
});

const asRole = (principal: string, actions: readonly string[]): RolePolicies => ({
  principal,
  account: '111122223333',
  identity: {
    all: {
      Version: '2012-10-17',
      Statement: [{ Sid: 'All', Effect: 'Allow', Action: actions, Resource: [TABLE] }],
    },
  },
  resources: {
    [TABLE]: {
      Version: '2012-10-17',
      Statement: stack.statements('aws_dynamodb_resource_policy.break-glass_only-by-role'),
    },
  },
});

describe('the policy of the table of grants', () => {
  const writes = [
    'BatchWriteItem',
    'DeleteItem',
    'PartiQLDelete',
    'PartiQLInsert',
    'PartiQLUpdate',
    'PutItem',
    'UpdateItem',
  ].map((action) => `dynamodb:${action}`);
  const context = (principal: string) => ({ 'aws:PrincipalArn': principal });

  it.each(writes)('denies %s to an administrator', async (action) => {
    const admin = 'arn:aws:iam::111122223333:role/admin';
    const denied = await deniedOf(asRole(admin, writes), [permission(action, TABLE, context(admin))]);
    expect(denied).toEqual([`${action} on ${TABLE}: ExplicitlyDenied`]);
  });

  it('denies the break-glass role nothing, and others no reading', async () => {
    const admin = 'arn:aws:iam::111122223333:role/admin';
    await expect(
      deniedOf(asRole(ROLE, writes), [permission('dynamodb:PutItem', TABLE, context(ROLE))]),
    ).resolves.toEqual([]);
    await expect(
      deniedOf(asRole(admin, ['dynamodb:Query']), [permission('dynamodb:Query', TABLE, context(admin))]),
    ).resolves.toEqual([]);
  });
});

describe('the break-glass role', () => {
  it('may write and read grants and report that it wrote one, and nothing else', () => {
    const granted = stack
      .statements('aws_iam_role_policy.break-glass_own')
      .map(({ Effect, Action, Resource, Condition }) => [Effect, Action, Resource, Condition]);
    expect(granted).toEqual([
      ['Allow', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], [TABLE], undefined],
      [
        'Allow',
        ['events:PutEvents'],
        [BUS],
        {
          'ForAllValues:StringEquals': {
            'events:source': 'ecs-image-trust',
            'events:detail-type': 'Break-Glass Grant Change',
          },
          Null: { 'events:source': 'false', 'events:detail-type': 'false' },
        },
      ],
    ]);
  });

  it('can be assumed by a role also after that role was created again', () => {
    expect(trustOf('arn:aws:iam::111122223333:role/on-call')).toEqual([
      {
        Sid: 'AllowRolesAndUsers',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: ['sts:AssumeRole'],
        Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/on-call' } },
      },
    ]);
  });

  it('can be assumed by accounts without a condition, by roles and users of other accounts only by those named', () => {
    const [role, user] = ['arn:aws:iam::444455556666:role/on-call', 'arn:aws:iam::444455556666:user/ann'];
    expect(trustOf('arn:aws:iam::777788889999:root', role, user)).toEqual([
      {
        Sid: 'AllowAccounts',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::777788889999:root' },
        Action: ['sts:AssumeRole'],
      },
      {
        Sid: 'AllowRolesAndUsers',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Action: ['sts:AssumeRole'],
        Condition: { ArnEquals: { 'aws:PrincipalArn': [role, user] } },
      },
    ]);
  });

  it('has the path and the boundary of every role', () => {
    const settings = { permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary', iamPath: '/platform/' };
    const { at, outputs, statements } = synthFor(VerifierStack, aGatedDeployment(settings));
    expect(at('aws_iam_role.break-glass_role')).toMatchObject({
      path: '/platform/',
      permissions_boundary: settings.permissionsBoundary,
    });
    const arn = 'arn:aws:iam::111122223333:role/platform/dev-image-trust-break-glass';
    expect(outputs['breakGlassRoleArn']).toBe(arn);
    expect(statements('aws_dynamodb_resource_policy.break-glass_only-by-role')[0]?.Condition).toEqual({
      ArnNotEquals: { 'aws:PrincipalArn': arn },
    });
  });
});
