import {
  NOTIFY_MAX_RECEIVE_COUNT,
  NOTIFY_RETRY_HOURS,
  NOTIFY_TIMEOUT_SECONDS,
} from '../../contracts/functions/notify-limits';
import { functionNames } from '../../contracts/naming/resource-names';
import { VerifierStack } from '../../stacks/verifier-stack';
import { backOffSeconds } from '../../verification';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0';
const BOTH = { securityHub: true, webhook: { secret: SECRET } };
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:dev-image-trust-notify';
const stackOf = (fields: object) => synthFor(VerifierStack, aDeployment({ ...fields }));

const stack = stackOf(BOTH);
const grantsOf = (fields: object) =>
  stackOf(fields)
    .statements('aws_iam_role_policy.notify_own')
    .map(({ Sid, Action, Resource }) => [Sid, Action, Resource]);

describe('the notify function', () => {
  it.each([
    ['findings', { securityHub: true }, true],
    ['a webhook', { webhook: { secret: SECRET } }, true],
    ['neither', {}, false],
  ])('exists only where there is something to send: %s', (_what, fields, exists) => {
    const addresses = [...stackOf(fields).addresses].filter((address) => /notify/.test(address));
    expect(addresses.length > 0).toBe(exists);
  });

  it('has exactly these resource addresses', () => {
    expect([...stack.addresses].filter((address) => /\.notify/.test(address)).sort()).toEqual([
      'aws_cloudwatch_log_group.notify_logs',
      'aws_iam_role.notify_role',
      'aws_iam_role_policy.notify_own',
      'aws_lambda_event_source_mapping.notify_feed',
      'aws_lambda_function.notify',
      'aws_sqs_queue.notify_dead-letters',
      'aws_sqs_queue.notify_queue',
      'aws_sqs_queue_policy.notify_dead-letters_policy',
      'aws_sqs_queue_policy.notify_queue_policy',
    ]);
  });

  it('runs from the image of the verifier, and ends its invocations in time', () => {
    expect(stack.at('aws_lambda_function.notify')).toMatchObject({
      function_name: functionNames({ name: 'dev' }, 'notify').function,
      image_config: { command: ['notify.handler'] },
      image_uri: stack.at('aws_lambda_function.launch')['image_uri'],
      timeout: NOTIFY_TIMEOUT_SECONDS,
    });
  });

  it('is allowed exactly this', () => {
    expect(grantsOf(BOTH)).toEqual([
      [
        'WriteLogs',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/dev-image-trust-notify:*'],
      ],
      [
        'ConsumeQueue',
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        [QUEUE],
      ],
      [
        'ImportFindings',
        ['securityhub:BatchImportFindings'],
        ['arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default'],
      ],
      ['ReadFindings', ['securityhub:GetFindings'], ['arn:aws:securityhub:eu-west-1:111122223333:hub/default']],
      ['ReadReports', ['s3:GetObject'], ['arn:aws:s3:::dev-reports-111122223333-eu-west-1/reports/*']],
      ['ReadWebhookSecret', ['secretsmanager:GetSecretValue'], [SECRET]],
      ['UseKeyOfWebhookSecret', ['kms:Decrypt'], ['arn:aws:kms:eu-west-1:111122223333:key/*']],
    ]);
  });

  it.each([
    ['reads no secret without a webhook', { securityHub: true }, /Webhook/],
    ['imports no findings without Security Hub', { webhook: { secret: SECRET } }, /Findings|Reports/],
  ])('%s', (_what, fields, sid) => {
    expect(grantsOf(fields).filter(([Sid]) => sid.test(String(Sid)))).toEqual([]);
  });

  it('decrypts with other keys only its own secret, and only through Secrets Manager', () => {
    const [grant] = stack
      .statements('aws_iam_role_policy.notify_own')
      .filter(({ Sid }) => Sid === 'UseKeyOfWebhookSecret');
    expect(grant?.Condition).toEqual({
      StringEquals: {
        'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:SecretARN': SECRET,
      },
    });
  });

  it('is connected to the VPC of the launch function', () => {
    const vpc = { subnets: ['subnet-1a2b3c4d'], securityGroups: ['sg-1a2b3c4d'] };
    const inVpc = stackOf({ ...BOTH, launch: { vpc } });
    const { vpc_config: own } = inVpc.at('aws_lambda_function.notify');
    expect(own).toEqual(inVpc.at('aws_lambda_function.launch')['vpc_config']);
    const denied = inVpc
      .statements('aws_iam_role_policy.notify_own')
      .filter(({ Sid }) => Sid === 'DenyNetworkChangesByFunctionCode');
    expect(JSON.stringify(denied)).toContain('function:dev-image-trust-notify"');
  });
});

describe('the notify queue', () => {
  const queue = stack.at('aws_sqs_queue.notify_queue');

  it('accepts messages only from the functions that send notices, and from SQS when it moves dead letters back', () => {
    const [deny] = stack.statements('aws_sqs_queue_policy.notify_queue_policy');
    expect(deny).toEqual({
      Sid: 'DenySendExceptFromFunctions',
      Effect: 'Deny',
      Principal: '*',
      Action: ['sqs:SendMessage'],
      Resource: [QUEUE],
      Condition: {
        ArnNotEquals: {
          'aws:PrincipalArn': [
            'arn:aws:iam::111122223333:role/dev-image-trust-launch',
            'arn:aws:iam::111122223333:role/dev-image-trust-sweep',
          ],
        },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
      },
    });
  });

  it('accepts none from a sweep that is off', () => {
    const [deny] = stackOf({ ...BOTH, sweep: 'off' }).statements('aws_sqs_queue_policy.notify_queue_policy');
    expect(deny?.Condition?.['ArnNotEquals']).toEqual({
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/dev-image-trust-launch',
    });
  });

  it('redelivers a message for hours, then moves it to its dead-letter queue', () => {
    expect(JSON.parse(String(queue['redrive_policy']))).toEqual({
      deadLetterTargetArn: `${QUEUE}-dead-letters`,
      maxReceiveCount: NOTIFY_MAX_RECEIVE_COUNT,
    });
    const waits = Array.from({ length: NOTIFY_MAX_RECEIVE_COUNT - 1 }, (_, index) => backOffSeconds(index + 1));
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(NOTIFY_RETRY_HOURS * 3_600);
  });

  it('is encrypted, and has a visibility timeout of six times the timeout of the function', () => {
    expect(queue).toMatchObject({
      sqs_managed_sse_enabled: true,
      visibility_timeout_seconds: 6 * NOTIFY_TIMEOUT_SECONDS,
    });
  });

  it('uses the key of the deployment file, which sender and receiver may use', () => {
    const withKey = stackOf({ ...BOTH, keys: { queue: KEY } });
    const actionsOf = (address: string) =>
      withKey.statements(address).find(({ Sid }) => Sid === 'UseKeyThroughSQS')?.Action;
    expect(withKey.at('aws_sqs_queue.notify_queue')).toMatchObject({ kms_master_key_id: KEY });
    expect(actionsOf('aws_iam_role_policy.notify_own')).toEqual(['kms:Decrypt']);
    expect(actionsOf('aws_iam_role_policy.launch_role_own')).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });

  it('can be sent to by the launch function only where it exists', () => {
    const sidsOf = (fields: object) =>
      stackOf(fields)
        .statements('aws_iam_role_policy.launch_role_own')
        .map(({ Sid }) => Sid);
    expect(sidsOf(BOTH)).toContain('SendNotices');
    expect(sidsOf({})).not.toContain('SendNotices');
  });
});
