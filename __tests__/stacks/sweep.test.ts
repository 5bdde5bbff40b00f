import { parseSweepSettings } from '../../contracts/functions/sweep-settings';
import { SWEEP_TIMEOUT_SECONDS } from '../../contracts/functions/sweep-limits';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { gatedFields } from '../support/deployment/deployment-gated';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const withSweep = (sweep: object | 'off', others: object = {}) =>
  synthFor(VerifierStack, aDeployment({ sweep, ...others }));
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-sweep';
const REPORTS = 'arn:aws:s3:::dev-reports-111122223333-eu-west-1';
const LEDGER = 'arn:aws:dynamodb:eu-west-1:111122223333:table/dev-image-trust-ledger';

describe('the schedule of the sweep', () => {
  it('invokes the function with the time for which it was scheduled, and keeps what it cannot deliver', () => {
    const { target } = stack.at('aws_scheduler_schedule.sweep_schedule') as { target: Record<string, unknown> };
    expect(target).toEqual({
      arn: '${aws_lambda_function.sweep_function.arn}',
      role_arn: '${aws_iam_role.sweep_schedule_role.arn}',
      input: '{"version":1,"sweep":"<aws.scheduler.scheduled-time>"}',
      dead_letter_config: { arn: '${aws_sqs_queue.events_undelivered.arn}' },
      retry_policy: { maximum_event_age_in_seconds: 900, maximum_retry_attempts: 5 },
    });
  });

  it.each([
    [15, 'rate(15 minutes)'],
    [60, 'rate(1 hour)'],
    [90, 'rate(90 minutes)'],
    [1440, 'rate(24 hours)'],
  ])('of every %d minutes is %s', (everyMinutes, expression) => {
    expect(withSweep({ everyMinutes }).at('aws_scheduler_schedule.sweep_schedule')).toMatchObject({
      schedule_expression: expression,
      flexible_time_window: { mode: 'OFF' },
    });
  });

  it('has a role that only EventBridge Scheduler can assume, for schedules of this account', () => {
    expect(stack.statements('aws_iam_role.sweep_schedule_role', 'assume_role_policy')).toMatchObject([
      {
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnEquals: { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default' },
        },
      },
    ]);
  });

  it('may only invoke the sweep and keep what it cannot deliver', () => {
    const granted = stack.statements('aws_iam_role_policy.sweep_schedule_own');
    expect(granted.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['lambda:InvokeFunction'], [FUNCTION]],
      [['sqs:SendMessage'], ['arn:aws:sqs:eu-west-1:111122223333:dev-image-trust-undelivered']],
    ]);
  });
});

describe('the sweep function', () => {
  it('gets exactly the settings that it reads', () => {
    const gated = synthFor(
      VerifierStack,
      aDeployment({ ...gatedFields, sweep: { ownerTag: 'team', everyMinutes: 90 } }),
    );
    const { variables } = gated.at('aws_lambda_function.sweep_function')['environment'] as {
      variables: Record<string, string>;
    };
    const settings = parseSweepSettings({
      ...variables,
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'dev-image-trust-sweep',
    });
    expect(settings).toMatchObject({
      reportBucket: gated.at('aws_s3_bucket.sweep_reports_bucket')['bucket'],
      trustKey: gated.at('aws_s3_object.trust_document')['key'],
      grantTable: gated.at('aws_dynamodb_table.break-glass_grants')['name'],
      ownerTag: 'team',
      everyMinutes: 90,
    });
  });

  it('runs its own command of the verifier image, for as long as Lambda allows', () => {
    expect(stack.at('aws_lambda_function.sweep_function')).toMatchObject({
      function_name: 'dev-image-trust-sweep',
      image_config: { command: [expect.stringContaining('sweep') as string] },
      timeout: SWEEP_TIMEOUT_SECONDS,
    });
  });

  it('is retried twice by Lambda, for an hour', () => {
    expect(stack.at('aws_lambda_function_event_invoke_config.sweep_function_retries')).toMatchObject({
      maximum_retry_attempts: 2,
      maximum_event_age_in_seconds: 3600,
    });
  });

  it('is in the VPC of the deployment file, whose network its code cannot change', () => {
    const vpc = { subnets: ['subnet-0a1b2c3d4e5f60718'], securityGroups: ['sg-0a1b2c3d4e5f60718'] };
    const inVpc = synthFor(VerifierStack, aDeployment({ launch: { vpc } }));
    expect(inVpc.at('aws_lambda_function.sweep_function')['vpc_config']).toEqual({
      subnet_ids: vpc.subnets,
      security_group_ids: vpc.securityGroups,
    });
    expect(inVpc.statements('aws_iam_role_policy.sweep_function_role_own')).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': [FUNCTION] } },
      }),
    );
  });
});

describe("the sweep function's role", () => {
  const granted = (deployment: object = {}) =>
    synthFor(VerifierStack, aDeployment({ ...deployment })).statements('aws_iam_role_policy.sweep_function_role_own');

  it('allows exactly these actions on exactly these resources', () => {
    expect(granted().map(({ Effect, Action, Resource }) => [Effect, Action, Resource])).toEqual([
      [
        'Allow',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/dev-image-trust-sweep:*'],
      ],
      ['Allow', ['s3:GetObject'], ['arn:aws:s3:::dev-image-trust-111122223333-eu-west-1/trust/*']],
      ['Allow', ['ecs:ListClusters', 'ecs:ListServices', 'ecs:ListTasks'], ['*']],
      [
        'Allow',
        ['ecs:DescribeServices', 'ecs:DescribeTasks'],
        ['arn:aws:ecs:eu-west-1:111122223333:service/*', 'arn:aws:ecs:eu-west-1:111122223333:task/*'],
      ],
      ['Allow', ['s3:ListBucket'], [REPORTS]],
      ['Allow', ['s3:GetObject', 's3:PutObject'], [`${REPORTS}/reports/*`]],
      ['Allow', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [`${REPORTS}/sweeps/*`]],
      ['Allow', ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], [LEDGER]],
      ['Allow', ['dynamodb:PutItem'], [LEDGER]],
      ['Allow', ['sqs:GetQueueAttributes'], ['arn:aws:sqs:eu-west-1:111122223333:dev-image-trust']],
      ['Allow', ['sqs:SendMessage'], ['arn:aws:sqs:eu-west-1:111122223333:dev-image-trust']],
      ['Allow', ['lambda:InvokeFunction'], [FUNCTION]],
      ['Allow', ['ecr:GetAuthorizationToken'], ['*']],
      ['Allow', ['signer:GetRevocationStatus'], ['*']],
    ]);
  });

  it('reads grants and sends notices only where the deployment has them', () => {
    const sids = granted({ breakGlass: gatedFields.breakGlass, securityHub: true });
    expect(sids.find(({ Sid }) => Sid === 'ReadGrants')?.Action).toEqual(['dynamodb:Query']);
    expect(sids.find(({ Sid }) => Sid === 'SendWhatWasFound')?.Resource).toContain(
      'arn:aws:sqs:eu-west-1:111122223333:dev-image-trust-notify',
    );
  });

  it('allows reading the same images as the launch function', () => {
    expect(stack.statements('aws_iam_policy.sweep_function_role_read-images')).toEqual(
      stack.statements('aws_iam_policy.launch_role_read-images'),
    );
  });

  it('can stop and roll back nothing, announce nothing and answer no hook, whatever the deployment allows', () => {
    const responses = { services: 'rollback' };
    const all = synthFor(VerifierStack, aDeployment({ ...gatedFields, mode: 'enforce', responses }));
    const own = ['aws_iam_role_policy.sweep_function_role_own', 'aws_iam_policy.sweep_function_role_read-images'];
    const actions = own.flatMap((address) => all.statements(address)).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /Stop|Continue|Update|Publish|PutEvents/.test(action))).toEqual([]);
    const attached = Object.keys(all.all('aws_iam_role_policy_attachment')).filter((id) => id.startsWith('sweep_'));
    expect(attached).toEqual(['sweep_function_role_read-images-attached']);
  });

  it('uses the keys of the deployment file, each through one service only', () => {
    const key = (id: string): string =>
      `arn:aws:kms:eu-west-1:111122223333:key/${id.repeat(8)}-1111-2222-3333-444455556666`;
    const keys = { queue: key('1'), bucket: key('2'), table: key('3') };
    const using = granted({ keys }).filter(({ Sid }) => Sid.startsWith('UseKeyThrough'));
    expect(using.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ['UseKeyThroughSQS', [keys.queue]],
      ['UseKeyThroughS3', [keys.bucket]],
      ['UseKeyThroughDYNAMODB', [keys.table]],
    ]);
    const s3 = using.find(({ Sid }) => Sid === 'UseKeyThroughS3');
    expect(s3?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });
});
