import { SampleStack } from '../../stacks/sample-stack';
import { SigningStack } from '../../stacks/signing-stack';
import { findViolations, type SynthesisedStack } from '../../stacks/stack-rules';
import { VerifierStack } from '../../stacks/verifier-stack';
import { emptyLock } from '../../contracts/lock/lock';
import { UNSCOPED_ACTIONS } from '../../stacks/statements/unscoped-actions';
import { aSampleDeployment } from '../support/deployment/deployment-sample';
import { synthStack, type Attributes, type DeploymentStackClass } from '../support/terraform/synth';

const TAGS = { tags: { team: 'platform' } };
const policyOf = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'It', Effect: 'Allow', ...statement }] });
const rolePolicy = (statement: object): Attributes => ({ role: 'r', policy: policyOf(statement) });
const ARN = 'arn:aws:sqs:eu-west-1:111122223333:q';

const LONG = policyOf({ Action: ['sqs:SendMessage'], Resource: Array<string>(200).fill(ARN) });
const LONG_TRUST = policyOf({
  Action: ['sts:AssumeRole'],
  Principal: { AWS: Array<string>(60).fill('arn:aws:iam::111122223333:role/on-call') },
});

const BROKEN: readonly (readonly [string, string, Attributes, string])[] = [
  [
    'a wildcard action',
    'aws_iam_role_policy',
    rolePolicy({ Action: ['sqs:*'], Resource: [ARN] }),
    'statement It allows sqs:*: name each action',
  ],
  [
    'an action with a wildcard',
    'aws_sqs_queue_policy',
    { policy: policyOf({ Action: ['sqs:Send*'], Resource: [ARN] }) },
    'statement It allows sqs:Send*: name each action',
  ],
  [
    'NotAction',
    'aws_iam_role_policy',
    rolePolicy({ NotAction: ['iam:PassRole'], Resource: [ARN] }),
    'statement It allows NotAction: name each action',
  ],
  [
    'StopTask on *',
    'aws_iam_policy',
    { policy: policyOf({ Action: ['ecs:StopTask'], Resource: ['*'] }) },
    'statement It allows ecs:StopTask on every resource: name the resources',
  ],
  [
    'a log group without retention',
    'aws_cloudwatch_log_group',
    { name: 'x' },
    'the log group keeps its logs forever: set retention_in_days',
  ],
  [
    'a log group with unlimited retention',
    'aws_cloudwatch_log_group',
    { name: 'x', retention_in_days: 0 },
    'the log group keeps its logs forever: set retention_in_days',
  ],
  [
    'a resource without tags',
    'aws_sqs_queue',
    { name: 'x', override_provider: { default_tags: { tags: {} } } },
    'neither the resource nor its provider has tags: add tags to one of them',
  ],
  [
    'a policy that is too long for IAM',
    'aws_iam_policy',
    { policy: LONG },
    `the policy has ${LONG.length} characters, IAM allows 6144: list fewer repositories or clusters, or use patterns such as REGISTRY/path/*`,
  ],
  [
    'a trust policy that is too long for IAM',
    'aws_iam_role',
    { name: 'r', assume_role_policy: LONG_TRUST },
    `the trust policy has ${LONG_TRUST.length} characters, IAM allows 2048: list fewer roles and users, or their account (ACCOUNT:root), in breakGlass.assumedBy`,
  ],
];

const STACKS: readonly (readonly [string, DeploymentStackClass<SigningStack | VerifierStack | SampleStack>])[] = [
  ['signing', SigningStack],
  ['verifier', VerifierStack],
  ['sample', SampleStack],
];

describe.each(STACKS)('the rules over the %s stack', (_name, Stack) => {
  const inputs = { deployment: aSampleDeployment(), lock: emptyLock('dev') };
  const synthWith = (type: string, attributes: Attributes) =>
    synthStack(
      (app) => new Stack(app, inputs),
      (stack) => stack.addOverride(`resource.${type}.added`, attributes),
    );

  it.each(BROKEN)('refuse %s', (_what, type, attributes, violation) => {
    expect(() => synthWith(type, attributes)).toThrow(`${type}.added: ${violation}`);
  });

  it('accept a resource without violations', () => {
    expect(() =>
      synthWith('aws_iam_role_policy', rolePolicy({ Action: ['sqs:SendMessage'], Resource: [ARN] })),
    ).not.toThrow();
  });
});

describe('findViolations', () => {
  const stackOf = (
    type: string,
    attributes: Attributes,
    providers: SynthesisedStack['providers'] = [{ default_tags: [TAGS] }],
  ) => findViolations({ providers, resources: [{ address: `${type}.it`, type, attributes }] });

  it('allows only these actions on every resource', () => {
    expect(Object.keys(UNSCOPED_ACTIONS)).toEqual([
      'ecr:GetAuthorizationToken',
      'signer:GetRevocationStatus',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ecs:DescribeTaskDefinition',
      'ecs:ListClusters',
      'ecs:ListServices',
      'ecs:ListTasks',
    ]);
  });

  it.each(Object.keys(UNSCOPED_ACTIONS))('allows %s on every resource, for the stated reason', (action) => {
    expect(stackOf('aws_iam_role_policy', rolePolicy({ Action: [action], Resource: ['*'] }))).toEqual([]);
  });

  it('allows * only in the policy of a KMS key, where it means the key itself', () => {
    const policy = policyOf({ Action: ['kms:Decrypt'], Resource: ['*'] });
    expect(stackOf('aws_kms_key', { policy })).toEqual([]);
    expect(stackOf('aws_iam_policy', { policy })).toHaveLength(1);
    expect(stackOf('aws_kms_key', { policy: policyOf({ Action: ['kms:*'], Resource: ['*'] }) })).toHaveLength(1);
  });

  it('allows wildcards in Deny statements', () => {
    expect(
      stackOf('aws_s3_bucket_policy', { policy: policyOf({ Effect: 'Deny', Action: ['s3:*'], Resource: ['*'] }) }),
    ).toEqual([]);
  });

  it('checks the trust policies of roles, too', () => {
    expect(stackOf('aws_iam_role', { assume_role_policy: policyOf({ Action: ['sts:*'] }) })).toHaveLength(1);
  });

  it('refuses more managed policies for a role than IAM attaches', () => {
    const attached = (count: number) =>
      findViolations({
        providers: [{ default_tags: [TAGS] }],
        resources: Array.from({ length: count }, (_, index) => ({
          address: `aws_iam_role_policy_attachment.p${index}`,
          type: 'aws_iam_role_policy_attachment',
          attributes: { role: 'r' },
        })),
      });
    expect(attached(10)).toEqual([]);
    expect(attached(11)).toEqual([
      'r: 11 managed policies are attached, IAM allows 10: list fewer repositories or clusters, or use patterns such as REGISTRY/path/*',
    ]);
  });

  it('ignores lifecycle policies', () => {
    expect(stackOf('aws_ecr_lifecycle_policy', { policy: '{"rules":[]}' })).toEqual([]);
  });

  it('finds the provider of a resource', () => {
    const providers = [{ default_tags: [TAGS] }, { alias: 'bare' }];
    expect(stackOf('aws_sqs_queue', {}, providers)).toEqual([]);
    expect(stackOf('aws_sqs_queue', { provider: 'aws.bare' }, providers)).toHaveLength(1);
    expect(stackOf('aws_sqs_queue', { provider: 'aws.bare', ...TAGS }, providers)).toEqual([]);
  });
});
