import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:dev-image-trust';
const ROOT = { AWS: 'arn:aws:iam::111122223333:root' };

describe('the topic', () => {
  it('is encrypted with a customer managed key', () => {
    expect(stack.at('aws_sns_topic.topic')).toEqual({
      name: 'dev-image-trust',
      kms_master_key_id: '${aws_kms_key.topic_key.arn}',
    });
    expect(stack.at('aws_kms_key.topic_key')).toMatchObject({ enable_key_rotation: true });
    expect(stack.at('aws_kms_alias.topic_alias')).toEqual({
      name: 'alias/dev-image-trust-topic',
      target_key_id: '${aws_kms_key.topic_key.key_id}',
    });
  });

  it("allows this deployment's alarms to publish, and denies requests without TLS", () => {
    expect(stack.statements('aws_sns_topic_policy.topic_policy')).toEqual([
      {
        Sid: 'AllowAlarmsOfThisDeployment',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['sns:Publish'],
        Resource: [TOPIC],
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-image-trust-*' },
        },
      },
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: ['sns:Publish', 'sns:Subscribe'],
        Resource: [TOPIC],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  it('has a key that alarms and publishers may use, and that only the account may change', () => {
    const [administered, ...used] = stack.statements('aws_kms_key.topic_key');
    expect(administered).toMatchObject({ Effect: 'Allow', Principal: ROOT });
    expect(administered?.Action).toContain('kms:PutKeyPolicy');
    expect(administered?.Action).not.toContain('kms:Decrypt');
    expect(used).toEqual([
      {
        Sid: 'AllowUseThroughSns',
        Effect: 'Allow',
        Principal: ROOT,
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: ['*'],
        Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' } },
      },
      {
        Sid: 'AllowUseByCloudWatch',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: ['*'],
        Condition: {
          StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' },
          ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-image-trust-*' },
        },
      },
    ]);
  });

  it('is in the partition of the deployment', () => {
    const policies = {
      web: {
        repositories: ['111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/shop/*'],
        signers: ['arn:aws-us-gov:signer:us-gov-west-1:111122223333:/signing-profiles/dev_workloads'],
      },
    };
    const { json } = synthFor(VerifierStack, aDeployment({ region: 'us-gov-west-1', policies }));
    expect(JSON.stringify(json)).toContain('arn:aws-us-gov:sns:us-gov-west-1:111122223333:dev-image-trust');
    expect(JSON.stringify(json)).not.toContain('arn:aws:');
  });
});
