import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const statementsOf = (address: string, overrides: object = {}) =>
  synthFor(VerifierStack, aDeployment({ ...overrides })).statements(address);
const TASKS = 'arn:aws:ecs:eu-west-1:111122223333:task';

describe("the launch function's role", () => {
  it('can be assumed only by Lambda', () => {
    expect(synthFor(VerifierStack).statements('aws_iam_role.launch_role', 'assume_role_policy')).toEqual([
      {
        Sid: 'AllowLambda',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['sts:AssumeRole'],
      },
    ]);
  });

  it('allows exactly these actions on exactly these resources', () => {
    const granted = statementsOf('aws_iam_role_policy.launch_role_own').map(
      ({ Effect, Action, Resource, Condition }) => [Effect, Action, Resource, Condition],
    );
    expect(granted).toEqual([
      [
        'Allow',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/dev-image-trust-launch:*'],
        undefined,
      ],
      ['Allow', ['s3:GetObject'], ['arn:aws:s3:::dev-image-trust-111122223333-eu-west-1/trust/*'], undefined],
      [
        'Allow',
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        ['arn:aws:sqs:eu-west-1:111122223333:dev-image-trust'],
        undefined,
      ],
      [
        'Allow',
        ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
        ['arn:aws:dynamodb:eu-west-1:111122223333:table/dev-image-trust-ledger'],
        undefined,
      ],
      ['Allow', ['sns:Publish'], ['arn:aws:sns:eu-west-1:111122223333:dev-image-trust'], undefined],
      ['Allow', ['kms:Decrypt', 'kms:GenerateDataKey'], ['${aws_kms_key.topic_key.arn}'], undefined],
      [
        'Allow',
        ['events:PutEvents'],
        ['arn:aws:events:eu-west-1:111122223333:event-bus/default'],
        {
          'ForAllValues:StringEquals': { 'events:source': 'ecs-image-trust', 'events:detail-type': 'Image Verdict' },
          Null: { 'events:source': 'false', 'events:detail-type': 'false' },
        },
      ],
      ['Allow', ['ecs:DescribeTasks'], [`${TASKS}/*/*`], undefined],
      ['Allow', ['ecr:GetAuthorizationToken'], ['*'], undefined],
      ['Allow', ['signer:GetRevocationStatus'], ['*'], undefined],
    ]);
  });

  it('allows reading exactly the repositories that policies cover, in any account', () => {
    const web = {
      repositories: [
        '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/*',
        '444455556666.dkr.ecr.us-east-1.amazonaws.com/base',
        'docker.io/library/*',
      ],
      signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
    };
    expect(statementsOf('aws_iam_policy.launch_role_read-images', { policies: { web } })).toEqual([
      {
        Sid: 'ReadImages',
        Effect: 'Allow',
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: [
          'arn:aws:ecr:eu-west-1:111122223333:repository/shop/*',
          'arn:aws:ecr:us-east-1:444455556666:repository/base',
        ],
      },
    ]);
  });

  it('has no policy for reading images if no policy covers an ECR repository', () => {
    const web = {
      repositories: ['docker.io/library/*'],
      signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
    };
    const { addresses } = synthFor(VerifierStack, aDeployment({ policies: { web } }));
    expect(addresses.filter((address) => address.includes('read-images'))).toEqual([]);
  });
});

describe('stopping tasks', () => {
  it('is not allowed if no cluster is in enforce', () => {
    const { json } = synthFor(VerifierStack, aDeployment({ clusters: { lab: { mode: 'audit' } } }));
    expect(JSON.stringify(json)).not.toContain('ecs:StopTask');
  });

  it('is allowed only in enforce clusters, whether the deployment file has their names or ARNs', () => {
    const clusters = {
      payments: { mode: 'enforce' },
      lab: { mode: 'audit' },
      'arn:aws:ecs:eu-west-1:111122223333:cluster/backend': { mode: 'enforce' },
    };
    expect(statementsOf('aws_iam_policy.launch_role_stop-tasks', { clusters })).toEqual([
      {
        Sid: 'StopTasksOnEnforceClusters',
        Effect: 'Allow',
        Action: ['ecs:StopTask'],
        Resource: [`${TASKS}/backend/*`, `${TASKS}/payments/*`],
      },
    ]);
  });

  it('is denied in audit clusters if enforce is the default', () => {
    const clusters = { payments: { mode: 'enforce' }, lab: { mode: 'audit' } };
    expect(statementsOf('aws_iam_policy.launch_role_stop-tasks', { mode: 'enforce', clusters })).toEqual([
      { Sid: 'StopTasksOnEnforceClusters', Effect: 'Allow', Action: ['ecs:StopTask'], Resource: [`${TASKS}/*/*`] },
      { Sid: 'DenyStopOnAuditClusters', Effect: 'Deny', Action: ['ecs:StopTask'], Resource: [`${TASKS}/lab/*`] },
    ]);
    expect(statementsOf('aws_iam_policy.launch_role_stop-tasks', { mode: 'enforce' })).toHaveLength(1);
  });
});
