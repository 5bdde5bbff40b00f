import { functionArns, verifierArns } from '../../../contracts/naming/resource-arns';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { AwsCall } from '../../../testing/aws/aws-call';
import { VerifierStack } from '../../../stacks/verifier-stack';
import { synthFor } from '../terraform/synth';
import { deniedOf, type PolicyText, type RolePolicies } from './evaluate';
import { distinct, neededFor } from './needed-permissions';

const [KEY_TOKEN, KEY_ID] = ['${aws_kms_key.topic_key.arn}', '0a1b2c3d-4e5f-6789-abcd-ef0123456789'];

/**
 * The launch function's role as synthesised for a deployment, with the policies of the resources that it uses
 * and the ARN of the topic's key.
 */
export const synthesisedRole = (deployment: Deployment): RolePolicies & { readonly topicKeyArn: string } => {
  const stack = synthFor(VerifierStack, deployment);
  const arns = verifierArns(deployment);
  const topicKeyArn = `arn:aws:kms:${deployment.region}:${deployment.account}:key/${KEY_ID}`;
  const policyAt = (address: string): PolicyText =>
    JSON.parse(String(stack.at(address)['policy']).replaceAll(KEY_TOKEN, topicKeyArn)) as PolicyText;
  const own = stack.addresses.filter((address) => /^aws_iam_(?:role_)?policy\.launch_role_/.test(address));
  return {
    principal: functionArns(deployment, 'launch').role,
    account: deployment.account,
    topicKeyArn,
    identity: Object.fromEntries(own.map((address) => [address, policyAt(address)])),
    resources: {
      [arns.bucket]: policyAt('aws_s3_bucket_policy.trust_policy'),
      [arns.queue]: policyAt('aws_sqs_queue_policy.queues_tasks_policy'),
      [arns.topic]: policyAt('aws_sns_topic_policy.topic_policy'),
      [topicKeyArn]: policyAt('aws_kms_key.topic_key'),
      ...(deployment.breakGlass === undefined
        ? {}
        : { [arns.grantTable]: policyAt('aws_dynamodb_resource_policy.break-glass_only-by-role') }),
    },
  };
};

const refusedOf = (deployment: Deployment, calls: readonly AwsCall[]): Promise<readonly string[]> => {
  const { topicKeyArn, ...role } = synthesisedRole(deployment);
  const place = { account: deployment.account, region: deployment.region, topicKeyArn };
  return deniedOf(role, distinct(calls.flatMap((call) => neededFor(call, place))));
};

/**
 * The permissions for these calls that the launch role of every one of these deployments lacks, each with the
 * reason.
 */
export const refusedCalls = async (
  deployments: readonly Deployment[],
  calls: readonly AwsCall[],
): Promise<readonly string[]> => {
  const [first = [], ...others] = await Promise.all(deployments.map((deployment) => refusedOf(deployment, calls)));
  return first.filter((refused) => others.every((other) => other.includes(refused)));
};
