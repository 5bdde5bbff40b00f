import * as z from 'zod';
import { toAwsCall } from '../../testing/aws/aws-call';
import type { AnsweredCall } from '../../testing/moto/moto-front';
import { deniedOf, grantsOf, withoutAction, type PolicyText, type RolePolicies } from '../support/iam/evaluate';
import { distinct, neededByRequest, neededFor, type NeededPermission } from '../support/iam/needed-permissions';
import { covers } from '../support/iam/unused-grants';
import { ACCOUNT, REGION } from './deployment-files';
import type { DeployWorld } from './deploy-environment';
import type { Listening } from './verifying';
import { ARNS, LAUNCH } from './running-function';
import { step } from './step-table';
import type { TheStory } from './story';

const stateShape = z.object({
  values: z.object({
    root_module: z.object({
      resources: z.array(z.object({ address: z.string(), values: z.record(z.string(), z.unknown()) })),
    }),
  }),
});

/** What Terraform made of the launch function's role: its policies, and those of what it uses. */
const deployedRole = async ({ terraform }: DeployWorld): Promise<RolePolicies & { readonly topicKeyArn: string }> => {
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
  { deploy, running }: { readonly deploy: DeployWorld } & Pick<Listening, 'running'>,
  topicKeyArn: string,
): readonly NeededPermission[] => {
  const place = { account: ACCOUNT, region: REGION, topicKeyArn };
  const byFunction = ({ accessKey }: AnsweredCall): boolean => accessKey === running.role.accessKeyId;
  const calls = deploy.front.calls.filter(byFunction).map((call) => toAwsCall({ host: '', ...call }, call.at).call);
  return distinct([
    ...calls.flatMap((call) => neededFor(call, place)),
    ...deploy.world.gateway.requests.flatMap(neededByRequest),
  ]);
};

/** What the launch function did in this story, held against what Terraform allows it. */
export const permissions = (story: TheStory, listening: () => Listening): void =>
  describe('permissions of the launch function', () => {
    let role: RolePolicies;
    let needed: readonly NeededPermission[];

    step('every call that it made is one that its role allows', async () => {
      const { topicKeyArn, ...policies } = await deployedRole(story().deploy);
      role = policies;
      needed = neededIn({ ...story(), ...listening() }, topicKeyArn);
      expect(needed.length).toBeGreaterThan(15);
      await expect(deniedOf(role, needed)).resolves.toEqual([]);
    });

    step('its role allows nothing that it did not do', async () => {
      const unused = grantsOf(role).filter(
        (grant) => !needed.some(({ action, resource }) => action === grant.action && covers(grant.resource, resource)),
      );
      expect(unused).toEqual([]);
    });

    step('without any one action of its role something is refused', async () => {
      for (const { sid, action } of grantsOf(role))
        await expect(deniedOf(withoutAction(role, sid, action), needed)).resolves.toEqual(
          expect.arrayContaining([expect.stringContaining(`${action} on`)]),
        );
    });

    step('it could not stop a task of another cluster, nor publish elsewhere', async () => {
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
