import * as z from 'zod';
import { toAwsCall } from '../../testing/aws/aws-call';
import { deniedOf, grantsOf, withoutAction, type PolicyText, type RolePolicies } from '../support/iam/evaluate';
import { distinct, neededByRequest, neededFor, type NeededPermission } from '../support/iam/needed-permissions';
import { unusedOf } from '../support/iam/unused-grants';
import { ACCOUNT, REGION } from './deployment-files';
import type { DeployEnvironment } from './deploy-environment';
import { requestsOfFunctions } from './push-requests';
import type { FunctionContext } from './verifying';
import { ARNS, LAUNCH } from './running-function';
import { step } from './step-table';
import type { GetContext } from './deploy-context';

const stateShape = z.object({
  values: z.object({
    root_module: z.object({
      resources: z.array(z.object({ address: z.string(), values: z.record(z.string(), z.unknown()) })),
    }),
  }),
});

type Resource = z.infer<typeof stateShape>['values']['root_module']['resources'][number];

const policyIn = ({ values }: Resource): PolicyText => JSON.parse(z.string().parse(values['policy'])) as PolicyText;

/** The resources of the verifier stack as Terraform created them. */
export const deployedResources = async ({ terraform }: DeployEnvironment) => {
  const { stdout } = await terraform('dev-verifier', 'show', '-json');
  const { resources } = stateShape.parse(JSON.parse(stdout)).values.root_module;
  const at = (address: string): Resource => {
    const found = resources.find((each) => each.address === address);
    if (found === undefined) throw new Error(`expected ${address} in the state of dev-verifier, found none`);
    return found;
  };
  return {
    policyAt: (address: string) => policyIn(at(address)),
    valuesAt: (address: string) => at(address).values,
    matching: (addresses: RegExp) => resources.filter(({ address }) => addresses.test(address)),
  };
};

/** The policy of a resource that not every deployment has; none without it. */
const policiesOf = (
  { matching }: Awaited<ReturnType<typeof deployedResources>>,
  addresses: RegExp,
  arn: string,
): RolePolicies['resources'] => Object.fromEntries(matching(addresses).map((each) => [arn, policyIn(each)] as const));

/** The launch function's role as Terraform created it: its policies, and those of the resources that it uses. */
const deployedRole = async (
  environment: DeployEnvironment,
): Promise<RolePolicies & { readonly topicKeyArn: string }> => {
  const resources = await deployedResources(environment);
  const { policyAt, valuesAt, matching } = resources;
  const topicKeyArn = z.string().parse(valuesAt('aws_kms_key.topic_key')['arn']);
  const own = matching(/^aws_iam_(?:role_)?policy\.launch_role_/);
  return {
    principal: LAUNCH.arns.role,
    account: ACCOUNT,
    topicKeyArn,
    identity: Object.fromEntries(own.map((each) => [each.address, policyIn(each)])),
    resources: {
      [ARNS.bucket]: policyAt('aws_s3_bucket_policy.trust_policy'),
      [ARNS.queue]: policyAt('aws_sqs_queue_policy.queues_tasks_policy'),
      [ARNS.topic]: policyAt('aws_sns_topic_policy.topic_policy'),
      [topicKeyArn]: policyAt('aws_kms_key.topic_key'),
      ...policiesOf(resources, /^aws_dynamodb_resource_policy\./, ARNS.grantTable),
      ...policiesOf(resources, /^aws_sqs_queue_policy\.notify_queue_/, ARNS.notifyQueue),
    },
  };
};

const neededIn = (
  environment: DeployEnvironment,
  accessKeys: readonly string[],
  topicKeyArn: string,
): readonly NeededPermission[] => {
  const place = { account: ACCOUNT, region: REGION, topicKeyArn };
  const calls = environment.proxy.calls
    .filter(({ accessKey }) => accessKeys.includes(accessKey))
    .map((call) => toAwsCall({ host: '', ...call }, call.at).call);
  return distinct([
    ...calls.flatMap((call) => neededFor(call, place)),
    ...requestsOfFunctions(environment).flatMap(neededByRequest),
  ]);
};

// The changed deployment enforces a second cluster, on which nothing runs.
const isOfIdleCluster = (grant: string): boolean => /[:/](?:task|service|service-deployment)\/payments\//.test(grant);

/** Compares the calls of the launch function, of every instance since the first, with the permissions of its role. */
export const permissions = (context: GetContext, functionContexts: () => readonly FunctionContext[]): void =>
  describe('permissions of the launch function', () => {
    let role: RolePolicies;
    let needed: readonly NeededPermission[];

    step('the role allows every call that the function made', async () => {
      const { environment } = context();
      const { topicKeyArn, ...policies } = await deployedRole(environment);
      role = policies;
      const accessKeys = functionContexts().map(({ running }) => running.role.accessKeyId);
      needed = neededIn(environment, accessKeys, topicKeyArn);
      expect(needed.length).toBeGreaterThan(15);
      await expect(deniedOf(role, needed)).resolves.toEqual([]);
    });

    step('the role allows nothing that the function did not use', async () => {
      const unused = await unusedOf(role, needed, {});
      expect(unused.filter((grant) => !isOfIdleCluster(grant))).toEqual([]);
    });

    step('a call is denied when any one action of the role is missing', async () => {
      for (const { sid, action } of grantsOf(role))
        await expect(deniedOf(withoutAction(role, sid, action), needed)).resolves.toEqual(
          expect.arrayContaining([expect.stringContaining(`${action} on`)]),
        );
    });

    step('the role cannot stop a task of another cluster or publish to another topic', async () => {
      const task = `arn:aws:ecs:${REGION}:${ACCOUNT}:task/elsewhere/0123456789abcdef0123456789abcdef`;
      const foreign: readonly NeededPermission[] = [
        { action: 'ecs:StopTask', resource: task, context: {} },
        { action: 'sns:Publish', resource: `arn:aws:sns:${REGION}:${ACCOUNT}:elsewhere`, context: {} },
        { action: 'dynamodb:Scan', resource: ARNS.table, context: {} },
        { action: 's3:PutObject', resource: `${ARNS.bucket}/trust/forged.json`, context: {} },
        { action: 'dynamodb:PutItem', resource: ARNS.grantTable, context: {} },
        { action: 'sqs:SendMessage', resource: ARNS.queue, context: { 'aws:SecureTransport': 'true' } },
      ];
      await expect(deniedOf(role, foreign)).resolves.toHaveLength(foreign.length);
    });
  });
