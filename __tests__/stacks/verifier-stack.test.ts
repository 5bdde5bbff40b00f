import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aGatedDeployment } from '../support/deployment/deployment-gated';
import { aFullLock } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const deployment = aDeployment({ clusters: { payments: { mode: 'enforce' } } });
const stack = synthFor(VerifierStack, deployment, aFullLock(deployment));

/** Changing one of these destroys the resource under the old address and makes another: that must be a decision. */
const ADDRESSES = [
  'aws_cloudwatch_dashboard.dashboard',
  'aws_cloudwatch_event_rule.events',
  'aws_cloudwatch_event_target.events_target',
  'aws_cloudwatch_log_group.launch_logs',
  'aws_cloudwatch_log_group.sweep_function_logs',
  'aws_cloudwatch_metric_alarm.alarms_dead-letters',
  'aws_cloudwatch_metric_alarm.alarms_function-errors',
  'aws_cloudwatch_metric_alarm.alarms_function-throttles',
  'aws_cloudwatch_metric_alarm.alarms_inconclusive-image',
  'aws_cloudwatch_metric_alarm.alarms_inconclusive-service',
  'aws_cloudwatch_metric_alarm.alarms_lost-events',
  'aws_cloudwatch_metric_alarm.alarms_queue-age',
  'aws_cloudwatch_metric_alarm.alarms_stop-budget-spent',
  'aws_cloudwatch_metric_alarm.alarms_sweep-clusters-not-read',
  'aws_cloudwatch_metric_alarm.alarms_sweep-failed',
  'aws_cloudwatch_metric_alarm.alarms_sweep-missing',
  'aws_cloudwatch_metric_alarm.alarms_sweep-not-covered',
  'aws_cloudwatch_metric_alarm.alarms_trust-document-refused',
  'aws_cloudwatch_metric_alarm.alarms_undelivered-events',
  'aws_cloudwatch_metric_alarm.alarms_untrusted',
  'aws_dynamodb_table.ledger',
  'aws_iam_policy.launch_role_read-images',
  'aws_iam_policy.launch_role_stop-tasks',
  'aws_iam_policy.sweep_function_role_read-images',
  'aws_iam_role.launch_role',
  'aws_iam_role.sweep_function_role',
  'aws_iam_role.sweep_schedule_role',
  'aws_iam_role_policy.launch_role_own',
  'aws_iam_role_policy.sweep_function_role_own',
  'aws_iam_role_policy.sweep_schedule_own',
  'aws_iam_role_policy_attachment.launch_role_read-images-attached',
  'aws_iam_role_policy_attachment.launch_role_stop-tasks-attached',
  'aws_iam_role_policy_attachment.sweep_function_role_read-images-attached',
  'aws_kms_alias.topic_alias',
  'aws_kms_key.topic_key',
  'aws_lambda_event_source_mapping.queues_feed',
  'aws_lambda_function.launch',
  'aws_lambda_function.sweep_function',
  'aws_lambda_function_event_invoke_config.sweep_function_retries',
  'aws_s3_bucket.sweep_reports_bucket',
  'aws_s3_bucket.trust_bucket',
  'aws_s3_bucket_lifecycle_configuration.sweep_reports_expiry',
  'aws_s3_bucket_ownership_controls.sweep_reports_ownership',
  'aws_s3_bucket_ownership_controls.trust_ownership',
  'aws_s3_bucket_policy.sweep_reports_policy',
  'aws_s3_bucket_policy.trust_policy',
  'aws_s3_bucket_public_access_block.sweep_reports_public-access',
  'aws_s3_bucket_public_access_block.trust_public-access',
  'aws_s3_bucket_server_side_encryption_configuration.sweep_reports_encryption',
  'aws_s3_bucket_server_side_encryption_configuration.trust_encryption',
  'aws_s3_bucket_versioning.sweep_reports_versioning',
  'aws_s3_bucket_versioning.trust_versioning',
  'aws_s3_object.trust_document',
  'aws_scheduler_schedule.sweep_schedule',
  'aws_sns_topic.topic',
  'aws_sns_topic_policy.topic_policy',
  'aws_sqs_queue.events_undelivered',
  'aws_sqs_queue.queues_dead-letters',
  'aws_sqs_queue.queues_tasks',
  'aws_sqs_queue_policy.events_undelivered_policy',
  'aws_sqs_queue_policy.queues_dead-letters_policy',
  'aws_sqs_queue_policy.queues_tasks_policy',
];

describe('VerifierStack', () => {
  it('has exactly these resource addresses', () => {
    expect([...stack.addresses].sort()).toEqual(ADDRESSES);
  });

  it('has no references to other stacks', () => {
    expect(JSON.stringify(stack.json)).not.toMatch(/terraform_remote_state|cross-stack/);
    expect(stack.json).not.toHaveProperty('data');
  });

  it("contains the image's digest from the lock, and nothing else of the lock", () => {
    const { locals } = stack.json;
    const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
    expect(locals).toEqual({ 'verifier-image': `${host}/dev-image-trust@sha256:${'ab'.repeat(32)}` });
  });

  it('outputs what people and programs need', () => {
    expect(stack.outputs).toEqual({
      launchFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-launch',
      queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust',
      ledgerTable: 'dev-image-trust-ledger',
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust',
      sweepFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:dev-image-trust-sweep',
      reportBucket: 'dev-reports-111122223333-eu-west-1',
      repositoryPolicyStatements: {},
    });
  });

  it('outputs the statements that other accounts must add to the policies of their repositories', () => {
    const policies = {
      base: {
        repositories: ['444455556666.dkr.ecr.us-east-1.amazonaws.com/base/*'],
        signers: deployment.policies['web']?.signers,
      },
    };
    expect(synthFor(VerifierStack, aDeployment({ policies })).outputs['repositoryPolicyStatements']).toEqual({
      'arn:aws:ecr:us-east-1:444455556666:repository/base/*': {
        Sid: 'VerifiedByDev',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': ['launch', 'sweep'].map(
              (name) => `arn:aws:iam::111122223333:role/dev-image-trust-${name}`,
            ),
          },
        },
      },
    });
  });

  it('has these resource addresses besides with gate and break-glass', () => {
    const gated = synthFor(VerifierStack, aGatedDeployment());
    const added = gated.addresses.filter((address) => !ADDRESSES.includes(address));
    expect(added.filter((address) => !address.startsWith('aws_cloudwatch_metric_alarm.')).sort()).toEqual([
      'aws_cloudwatch_event_rule.events_grants',
      'aws_cloudwatch_event_rule.events_hooks',
      'aws_cloudwatch_event_target.events_grants_target',
      'aws_cloudwatch_event_target.events_hooks_target',
      'aws_dynamodb_resource_policy.break-glass_only-by-role',
      'aws_dynamodb_table.break-glass_grants',
      'aws_iam_policy.launch_role_answer-hooks',
      'aws_iam_role.break-glass_role',
      'aws_iam_role_policy.break-glass_own',
      'aws_iam_role_policy_attachment.launch_role_answer-hooks-attached',
    ]);
    expect(ADDRESSES.filter((address) => !gated.addresses.includes(address))).toEqual([]);
  });

  it('matches the reviewed snapshot', () => {
    expect(stack.json).toMatchSnapshot();
  });
});
