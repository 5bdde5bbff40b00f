import { LAUNCH_TIMEOUT_SECONDS, MAX_RECEIVE_COUNT } from '../../contracts/functions/launch-limits';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const ARN = 'arn:aws:sqs:eu-west-1:111122223333:dev-image-trust';
const RULE = 'arn:aws:events:eu-west-1:111122223333:rule/dev-image-trust-tasks';
const tlsOnly = (arn: string) => ({
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: ['sqs:*'],
  Resource: [arn],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const fromTheRule = (arn: string) => ({
  Sid: 'AllowEventBridgeRule',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['sqs:SendMessage'],
  Resource: [arn],
  Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
});

describe('the queue of task events', () => {
  const tasks = stack.at('aws_sqs_queue.queues_tasks');

  it('allows only the rule and the sweep to send messages', () => {
    expect(stack.statements('aws_sqs_queue_policy.queues_tasks_policy')).toEqual([
      fromTheRule(ARN),
      {
        Sid: 'DenySendExceptFromRuleAndRole',
        Effect: 'Deny',
        Principal: '*',
        Action: ['sqs:SendMessage'],
        Resource: [ARN],
        Condition: {
          ArnNotEquals: {
            'aws:SourceArn': RULE,
            'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/dev-image-trust-sweep',
          },
          BoolIfExists: { 'aws:ViaAWSService': 'false' },
        },
      },
      tlsOnly(ARN),
    ]);
  });

  it('cannot be the dead-letter queue of another queue, which no queue policy could prevent', () => {
    expect(JSON.parse(String(tasks['redrive_allow_policy']))).toEqual({ redrivePermission: 'denyAll' });
  });

  it('redelivers a message for hours, then moves it to the dead-letter queue', () => {
    expect(JSON.parse(String(tasks['redrive_policy']))).toEqual({
      deadLetterTargetArn: `${ARN}-dead-letters`,
      maxReceiveCount: MAX_RECEIVE_COUNT,
    });
    expect(tasks['depends_on']).toEqual(['aws_sqs_queue.queues_dead-letters']);
  });

  it('has a visibility timeout of six times the timeout of the function', () => {
    expect(tasks['visibility_timeout_seconds']).toBeGreaterThanOrEqual(6 * LAUNCH_TIMEOUT_SECONDS);
  });

  it('invokes the function with batches in which each message can fail on its own', () => {
    expect(stack.at('aws_lambda_event_source_mapping.queues_feed')).toEqual({
      event_source_arn: '${aws_sqs_queue.queues_tasks.arn}',
      function_name: '${aws_lambda_function.launch.function_name}',
      batch_size: 10,
      function_response_types: ['ReportBatchItemFailures'],
      scaling_config: { maximum_concurrency: 10 },
    });
  });

  it('invokes as many functions at the same time as the deployment file allows', () => {
    const { at } = synthFor(VerifierStack, aDeployment({ launch: { maximumConcurrency: 50 } }));
    expect(at('aws_lambda_event_source_mapping.queues_feed')['scaling_config']).toEqual({ maximum_concurrency: 50 });
  });
});

describe('dead letters', () => {
  it('of the task queue come only from that queue', () => {
    const { redrive_allow_policy: allowed } = stack.at('aws_sqs_queue.queues_dead-letters');
    expect(JSON.parse(String(allowed))).toEqual({ redrivePermission: 'byQueue', sourceQueueArns: [ARN] });
    expect(stack.statements('aws_sqs_queue_policy.queues_dead-letters_policy')).toEqual([
      tlsOnly(`${ARN}-dead-letters`),
    ]);
  });

  it('of the rule come only from that rule', () => {
    const arn = `${ARN}-undelivered`;
    expect(stack.statements('aws_sqs_queue_policy.events_undelivered_policy')).toEqual([
      fromTheRule(arn),
      tlsOnly(arn),
    ]);
  });
});

describe('every queue', () => {
  const queues = Object.entries(stack.all('aws_sqs_queue'));

  it('is one of three queues', () => {
    expect(queues.map(([, { name }]) => name).sort()).toEqual([
      'dev-image-trust',
      'dev-image-trust-dead-letters',
      'dev-image-trust-undelivered',
    ]);
  });

  it.each(queues)('is encrypted: %s', (_name, queue) => {
    expect(queue['sqs_managed_sse_enabled']).toBe(true);
  });

  it.each(queues)('keeps messages longer than the back-off lasts: %s', (_name, queue) => {
    expect(queue['message_retention_seconds']).toBeGreaterThanOrEqual(4 * 24 * 3600);
  });
});

describe('the rule', () => {
  it('matches every state change of a task of its account and region whose event can contain a digest', () => {
    expect(JSON.parse(String(stack.at('aws_cloudwatch_event_rule.events')['event_pattern']))).toEqual({
      account: ['111122223333'],
      region: ['eu-west-1'],
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: { lastStatus: ['PROVISIONING', 'PENDING', 'RUNNING', 'STOPPED'] },
    });
  });

  it('sends events to the queue and undelivered events to a queue of their own, after both have their policies', () => {
    expect(stack.at('aws_cloudwatch_event_target.events_target')).toEqual({
      rule: '${aws_cloudwatch_event_rule.events.name}',
      target_id: 'queue',
      arn: '${aws_sqs_queue.queues_tasks.arn}',
      dead_letter_config: { arn: '${aws_sqs_queue.events_undelivered.arn}' },
      retry_policy: { maximum_event_age_in_seconds: 86400, maximum_retry_attempts: 185 },
      depends_on: ['aws_sqs_queue_policy.queues_tasks_policy', 'aws_sqs_queue_policy.events_undelivered_policy'],
    });
  });
});
