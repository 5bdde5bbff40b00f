import { permissionChange } from '../../../../../cli/commands/plan/resources/permission-changes';
import { UNSCOPED_ACTIONS } from '../../../../../stacks/statements/unscoped-actions';
import { aChange } from '../a-plan';

type Statement = Readonly<Record<string, unknown>>;

const policy = (...Statement: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown = ['arn:1'], more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown): Statement => ({ ...allow(Action), Effect: 'Deny' });

const ofRole = (before: string | undefined, after: string | undefined) =>
  permissionChange(
    aChange({
      type: 'aws_iam_role_policy',
      before: before === undefined ? undefined : { role: 'dev-launch', policy: before },
      after: after === undefined ? undefined : { role: 'dev-launch', policy: after },
    }),
  );

const brief = (change: ReturnType<typeof permissionChange>) =>
  change && [
    change.mark,
    ...change.gained.map(({ effect, actions, resources }) => `+${effect} ${actions.join()} ${resources.join()}`),
    ...change.lost.map(({ effect, actions, resources }) => `-${effect} ${actions.join()} ${resources.join()}`),
  ];

describe('permissionChange', () => {
  it.each([
    ['the same in other words', policy(allow('s3:Get', 'arn:1')), policy(allow(['s3:Get'])), undefined],
    ['the same as two statements', policy(allow(['a:B', 'a:C'])), policy(allow('a:C'), allow('a:B')), undefined],
    ['one action more', policy(allow('a:B')), policy(allow(['a:B', 'a:C'])), ['gains', '+Allow a:C arn:1']],
    ['one action less', policy(allow(['a:B', 'a:C'])), policy(allow('a:B')), ['none', '-Allow a:C arn:1']],
    [
      'another resource',
      policy(allow('a:B')),
      policy(allow('a:B', 'arn:2')),
      ['gains', '+Allow a:B arn:2', '-Allow a:B arn:1'],
    ],
    ['an added deny', policy(), policy(deny('a:B')), ['none', '+Deny a:B arn:1']],
    ['a removed deny', policy(deny('a:B')), policy(), ['lifts-ban', '-Deny a:B arn:1']],
    ['a star for actions', policy(), policy(allow('a:*')), ['broad', '+Allow a:* arn:1']],
    ['any resource', policy(), policy(allow('a:B', '*')), ['broad', '+Allow a:B *']],
    [
      'any resource for an action without a resource type',
      policy(),
      policy(allow('ecr:GetAuthorizationToken', '*')),
      ['gains', '+Allow ecr:GetAuthorizationToken *'],
    ],
    [
      'all actions but one',
      policy(),
      policy({ Effect: 'Allow', NotAction: 'a:B', Resource: 'arn:1' }),
      ['broad', '+Allow all but a:B arn:1'],
    ],
    [
      'all resources but one',
      policy(),
      policy({ Effect: 'Allow', Action: 'a:B', NotResource: 'arn:1' }),
      ['gains', '+Allow a:B all but arn:1'],
    ],
    [
      'several actions and resources as one group',
      policy(),
      policy(allow(['a:B', 'a:C'], ['arn:2', 'arn:1'])),
      ['gains', '+Allow a:B,a:C arn:1,arn:2'],
    ],
    ['a removed policy', policy(allow('a:B')), undefined, ['none', '-Allow a:B arn:1']],
  ])('reports %s', (_, before, after, expected) => {
    expect(brief(ofRole(before, after))).toEqual(expected);
  });

  it('reports a dropped condition, whatever the order of its keys', () => {
    const conditioned = (Condition: object) => policy(allow('a:B', 'arn:1', { Condition }));
    const [one, same] = [{ A: { x: '1', y: '2' } }, { A: { y: '2', x: '1' } }];
    expect(ofRole(conditioned(one), conditioned(same))).toBeUndefined();
    expect(ofRole(conditioned(one), policy(allow('a:B')))?.gained[0]?.condition).toBe('');
  });

  it.each([
    ['everyone', { Principal: '*' }, 'broad'],
    ['every account', { Principal: { AWS: '*' } }, 'broad'],
    ['everyone, on a condition', { Principal: '*', Condition: { A: { b: 'c' } } }, 'gains'],
    ['all but one', { NotPrincipal: { AWS: 'arn:x' } }, 'broad'],
    ['a service', { Principal: { Service: 'lambda.amazonaws.com' } }, 'gains'],
  ])('checks the principal of a resource policy: %s', (_, who, mark) => {
    const after = { repository: 'shop/web', policy: policy({ Effect: 'Allow', Action: 'ecr:BatchGetImage', ...who }) };
    const change = permissionChange(aChange({ type: 'aws_ecr_repository_policy', before: undefined, after }));
    expect(change).toMatchObject({ holder: 'repository shop/web', mark });
  });

  it("reads the star in a key's own policy as the key", () => {
    const after = {
      description: 'Topic t',
      policy: policy(allow('kms:Decrypt', '*', { Principal: { AWS: 'arn:x' } })),
    };
    expect(permissionChange(aChange({ type: 'aws_kms_key', before: undefined, after }))?.mark).toBe('gains');
  });

  it.each([
    ['known only after the apply', { after: { role: 'r' }, unknown: { policy: true } }, 'unknown'],
    ['hidden', { after: { role: 'r', policy: 'x' }, hiddenAfter: { policy: true } }, 'hidden'],
    ['no policy', { after: { role: 'r', policy: '{' } }, 'unreadable'],
    ['no policy before', { before: { role: 'r', policy: '[]' }, after: { role: 'r', policy: policy() } }, 'unreadable'],
  ])('does not guess a policy that is %s', (_, overrides, untold) => {
    expect(permissionChange(aChange({ type: 'aws_iam_role_policy', ...overrides }))).toMatchObject({
      untold,
      holder: 'policy of role r',
    });
  });

  it.each([
    ['aws_iam_role', { name: 'r', assume_role_policy: policy(allow('sts:AssumeRole')) }, 'trust policy of role r'],
    ['aws_iam_policy', { name: 'p', policy: policy(allow('a:B')) }, 'policy p'],
    ['aws_iam_role_policy_attachment', { role: 'r', policy_arn: 'arn:p' }, 'role r'],
    ['aws_sqs_queue_policy', { queue_url: 'https://sqs/1/q', policy: policy(allow('a:B')) }, 'queue q'],
    ['aws_sqs_queue_policy', { policy: policy(allow('a:B')) }, 'queue aws_sqs_queue.tasks'],
    ['aws_sns_topic_policy', { arn: 'arn:aws:sns:r:1:t', policy: policy(allow('a:B')) }, 'topic t'],
    [
      'aws_dynamodb_resource_policy',
      { resource_arn: 'arn:aws:dynamodb:r:1:table/t', policy: policy(deny('dynamodb:PutItem')) },
      'table t',
    ],
    ['aws_s3_bucket_policy', { bucket: 'b', policy: policy(allow('a:B')) }, 'bucket b'],
    ['aws_lambda_permission', { function_name: 'f', principal: 'x', action: 'a:B' }, 'function f'],
    [
      'aws_signer_signing_profile_permission',
      { profile_name: 'p', principal: '1', action: 'a:B' },
      'signing profile p',
    ],
  ])('names the policy that changes: %s', (type, after, holder) => {
    const change = permissionChange(aChange({ type, before: undefined, after }));
    expect(change?.holder).toBe(holder);
    expect(change?.gained).toHaveLength(1);
  });

  it.each(Object.keys(UNSCOPED_ACTIONS))('does not call %s on any resource broad, as the stacks grant it', (action) => {
    expect(ofRole(policy(), policy(allow(action, '*')))?.mark).toBe('gains');
  });

  it('alerts to a table of grants that others may write again', () => {
    const before = { resource_arn: 'arn:aws:dynamodb:r:1:table/t', policy: policy(deny('dynamodb:PutItem')) };
    const change = aChange({ type: 'aws_dynamodb_resource_policy', kind: 'delete', before, after: undefined });
    expect(permissionChange(change)?.mark).toBe('lifts-ban');
  });

  it('ignores policies that grant nothing', () => {
    expect(
      permissionChange(aChange({ type: 'aws_ecr_lifecycle_policy', after: { policy: policy(allow('a:B')) } })),
    ).toBeUndefined();
  });

  it('does not call a policy gone that Terraform forgets, since it stays in force', () => {
    const before = { repository: 'shop/web', policy: policy(allow('a:B')) };
    const change = aChange({ type: 'aws_ecr_repository_policy', before, after: undefined });
    expect(permissionChange({ ...change, kind: 'delete' })?.lost).toHaveLength(1);
    expect(permissionChange({ ...change, kind: 'forget' })).toBeUndefined();
  });
});
