import { parseLaunchSettings } from '../../contracts/functions/launch-settings';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aGatedDeployment } from '../support/deployment/deployment-gated';
import { aFullLock } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const gated = synthFor(VerifierStack, aGatedDeployment({ securityHub: true }));
const environmentOf = ({ at }: typeof stack) =>
  (at('aws_lambda_function.launch')['environment'] as { variables: Record<string, string> }).variables;
const launch = stack.at('aws_lambda_function.launch');
const environment = environmentOf(stack);

describe('the launch function', () => {
  it('gets exactly the settings that it reads', () => {
    const settings = parseLaunchSettings({ ...environmentOf(gated), AWS_REGION: 'eu-west-1' });
    // Lambda sets the region; the version is checked, but is no setting.
    expect(Object.values(settings).filter((value) => value !== undefined)).toHaveLength(
      Object.keys(environmentOf(gated)).length,
    );
    expect(settings).toEqual({
      trustBucket: gated.at('aws_s3_bucket.trust_bucket')['bucket'],
      trustKey: gated.at('aws_s3_object.trust_document')['key'],
      ledgerTable: gated.at('aws_dynamodb_table.ledger')['name'],
      grantTable: gated.at('aws_dynamodb_table.break-glass_grants')['name'],
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust',
      queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust',
      notifyQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-notify',
      maxReceiveCount: 29,
      notationPath: '/opt/notation/notation',
      notationLibexec: '/opt/notation',
      signerRootCertificate: '/opt/notation/root.crt',
      deployment: 'dev',
      region: 'eu-west-1',
    });
  });

  it('knows no table of grants without break-glass', () => {
    expect(environment).not.toHaveProperty('GRANT_TABLE');
  });

  it('knows no queue of the notify function where there is nothing to send', () => {
    expect(environment).not.toHaveProperty('NOTIFY_QUEUE_URL');
  });

  it('has no setting that is known only after a deployment', () => {
    expect(Object.values(environment).filter((value) => value.includes('${'))).toEqual([]);
  });

  it('runs the image of the lock, with one vCPU and a timeout of two minutes', () => {
    expect(launch).toMatchObject({
      function_name: 'dev-image-trust-launch',
      package_type: 'Image',
      image_uri: '${local.verifier-image}',
      image_config: { command: ['launch.handler'] },
      architectures: ['x86_64'],
      memory_size: 1769,
      timeout: 120,
    });
  });

  it('takes architecture and memory from the deployment file', () => {
    const deployment = aDeployment({ architecture: 'arm64', launch: { memoryMegabytes: 3008 } });
    expect(synthFor(VerifierStack, deployment).at('aws_lambda_function.launch')).toMatchObject({
      architectures: ['arm64'],
      memory_size: 3008,
    });
  });

  it('is created after its log group, permissions, ledger and trust document', () => {
    expect(launch['depends_on']).toEqual([
      'aws_cloudwatch_log_group.launch_logs',
      'aws_iam_role_policy.launch_role_own',
      'aws_iam_role_policy_attachment.launch_role_read-images-attached',
      'aws_s3_object.trust_document',
      'aws_dynamodb_table.ledger',
    ]);
  });

  it('has a log group of its own, with the retention of the deployment file', () => {
    const { at } = synthFor(VerifierStack, aDeployment({ logRetentionDays: 14 }));
    expect(at('aws_cloudwatch_log_group.launch_logs')).toEqual({
      name: '/aws/lambda/dev-image-trust-launch',
      retention_in_days: 14,
    });
  });
});

describe('an image that is not in the lock', () => {
  const condition = '${local.verifier-image != ""}';
  const sentence =
    'deployments/dev.lock.json names no signed image "verifier" of 111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust: run npx image-trust sign-and-push --deployment dev, then plan again.';

  it('fails the plan with the command to run', () => {
    expect(launch['lifecycle']).toEqual({ precondition: [{ condition, error_message: sentence }] });
    expect(stack.json['locals']).toEqual({ 'verifier-image': '' });
  });

  it('fails nothing once it is in the lock', () => {
    const deployment = aDeployment();
    const { json } = synthFor(VerifierStack, deployment, aFullLock(deployment));
    expect(json['locals']).toEqual({ 'verifier-image': expect.stringMatching(/^\S+@sha256:[0-9a-f]{64}$/) });
  });
});
