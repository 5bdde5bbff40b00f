import { parseLaunchSettings } from '../../contracts/functions/launch-settings';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aFullLock } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const launch = stack.at('aws_lambda_function.launch');
const environment = (launch['environment'] as { variables: Record<string, string> }).variables;

describe('the launch function', () => {
  it('is told by the stack exactly what it reads', () => {
    const settings = parseLaunchSettings({ ...environment, AWS_REGION: 'eu-west-1' });
    // The region comes from Lambda, and the version is checked, not kept.
    expect(Object.keys(settings)).toHaveLength(Object.keys(environment).length);
    expect(settings).toEqual({
      trustBucket: stack.at('aws_s3_bucket.trust_bucket')['bucket'],
      trustKey: stack.at('aws_s3_object.trust_document')['key'],
      ledgerTable: stack.at('aws_dynamodb_table.ledger')['name'],
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust',
      queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust',
      maxReceiveCount: 29,
      notationPath: '/opt/notation/notation',
      notationLibexec: '/opt/notation',
      signerRootCertificate: '/opt/notation/root.crt',
      deployment: 'dev',
      region: 'eu-west-1',
    });
  });

  it('is told nothing that is only known once something was deployed', () => {
    expect(Object.values(environment).filter((value) => value.includes('${'))).toEqual([]);
  });

  it('runs the image of the lock, with a vCPU of its own and two minutes', () => {
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

  it('does not run before its log group, its rights, its ledger and its trust document are there', () => {
    expect(launch['depends_on']).toEqual([
      'aws_cloudwatch_log_group.launch_logs',
      'aws_iam_role_policy.launch_role_own',
      'aws_iam_role_policy_attachment.launch_role_read-images-attached',
      'aws_s3_object.trust_document',
      'aws_dynamodb_table.ledger',
    ]);
  });

  it('logs into a group of its own for as long as the deployment says', () => {
    const { at } = synthFor(VerifierStack, aDeployment({ logRetentionDays: 14 }));
    expect(at('aws_cloudwatch_log_group.launch_logs')).toEqual({
      name: '/aws/lambda/dev-image-trust-launch',
      retention_in_days: 14,
    });
  });
});

describe('an image that the lock does not have', () => {
  const condition = '${local.verifier-image != ""}';
  const sentence =
    'deployments/dev.lock.json names no signed image "verifier" of 111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-image-trust: run npx image-trust sign-and-push --deployment dev, then plan again.';

  it('stops the plan with the command to run', () => {
    expect(launch['lifecycle']).toEqual({ precondition: [{ condition, error_message: sentence }] });
    expect(stack.json['locals']).toEqual({ 'verifier-image': '' });
  });

  it('stops nothing once it is there', () => {
    const deployment = aDeployment();
    const { json } = synthFor(VerifierStack, deployment, aFullLock(deployment));
    expect(json['locals']).toEqual({ 'verifier-image': expect.stringMatching(/^\S+@sha256:[0-9a-f]{64}$/) });
  });
});
