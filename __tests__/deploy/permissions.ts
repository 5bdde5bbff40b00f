import * as z from 'zod';
import { toAwsCall } from '../../testing/aws/aws-call';
import type { RecordedCall } from '../../testing/moto/moto-proxy';
import { deniedOf, grantsOf, withoutAction, type PolicyText, type RolePolicies } from '../support/iam/evaluate';
import { distinct, neededByRequest, neededFor, type NeededPermission } from '../support/iam/needed-permissions';
import { covers } from '../support/iam/unused-grants';
import { ACCOUNT, REGION } from './deployment-files';
import type { DeployEnvironment } from './deploy-environment';
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

/** The launch function's role as Terraform created it: its policies, and those of the resources that it uses. */
const deployedRole = async ({
  terraform,
}: DeployEnvironment): Promise<RolePolicies & { readonly topicKeyArn: string }> => {
  const { stdout } = await terraform('dev-verifier', 'show', '-json');
  const { resources } = stateShape.parse(JSON.parse(stdout)).values.root_module;
  const at = (address: string): Readonly<Record<string, unknown>> =>
    resources.find((each) => each.address === address)?.values ?? {};
  const policyAt = (address: string): PolicyText => JSON.parse(z.string().parse(at(address)['policy'])) as PolicyText;
  const topicKeyArn = z.string().parse(at('aws_kms_key.topic_key')['arn']);
  return {
    principal: LAUNCH.arns.role,
    account: ACCOUNT,
    topicKeyArn,
    identity: {
      own: policyAt('aws_iam_role_policy.launch_role_own'),
      'read-images': policyAt('aws_iam_policy.launch_role_read-images'),
      'stop-tasks': policyAt('aws_iam_policy.launch_role_stop-tasks'),
    },
    resources: {
      [ARNS.bucket]: policyAt('aws_s3_bucket_policy.trust_policy'),
      [ARNS.queue]: policyAt('aws_sqs_queue_policy.queues_tasks_policy'),
      [ARNS.topic]: policyAt('aws_sns_topic_policy.topic_policy'),
      [topicKeyArn]: policyAt('aws_kms_key.topic_key'),
    },
  };
};

const neededIn = (
  { environment, running }: { readonly environment: DeployEnvironment } & Pick<FunctionContext, 'running'>,
  topicKeyArn: string,
): readonly NeededPermission[] => {
  const place = { account: ACCOUNT, region: REGION, topicKeyArn };
  const byFunction = ({ accessKey }: RecordedCall): boolean => accessKey === running.role.accessKeyId;
  const calls = environment.proxy.calls
    .filter(byFunction)
    .map((call) => toAwsCall({ host: '', ...call }, call.at).call);
  return distinct([
    ...calls.flatMap((call) => neededFor(call, place)),
    ...environment.emulated.gateway.requests.flatMap(neededByRequest),
  ]);
};

/** Compares the calls of the launch function with the permissions of its role. */
export const permissions = (context: GetContext, functionContext: () => FunctionContext): void =>
  describe('permissions of the launch function', () => {
    let role: RolePolicies;
    let needed: readonly NeededPermission[];

    step('the role allows every call that the function made', async () => {
      const { topicKeyArn, ...policies } = await deployedRole(context().environment);
      role = policies;
      needed = neededIn({ ...context(), ...functionContext() }, topicKeyArn);
      expect(needed.length).toBeGreaterThan(15);
      await expect(deniedOf(role, needed)).resolves.toEqual([]);
    });

    step('the role allows nothing that the function did not use', async () => {
      const unused = grantsOf(role).filter(
        (grant) => !needed.some(({ action, resource }) => action === grant.action && covers(grant.resource, resource)),
      );
      expect(unused).toEqual([]);
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
        { action: 'sqs:SendMessage', resource: ARNS.queue, context: { 'aws:SecureTransport': 'true' } },
      ];
      await expect(deniedOf(role, foreign)).resolves.toHaveLength(foreign.length);
    });
  });
