import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import { toAwsCall } from '../../testing/aws/aws-call';
import { deniedOf, grantsOf, withoutAction, type RolePolicies } from '../support/iam/evaluate';
import { distinct, neededByRequest, permission, type NeededPermission } from '../support/iam/needed-permissions';
import { neededBySweep } from '../support/iam/sweep-call-permissions';
import { unusedOf } from '../support/iam/unused-grants';
import type { GetContext } from './deploy-context';
import type { DeployEnvironment } from './deploy-environment';
import { ACCOUNT, PLACE, REGION } from './deployment-files';
import { deployedResources } from './permissions';
import { requestsOfFunctions } from './push-requests';
import { step } from './step-table';
import type { SweptContext } from './sweeping';

const [ARNS, SWEEP] = [verifierArns(PLACE), functionArns(PLACE, 'sweep')];

/** Grants of the sweep's role that this test never uses, each with the reason. */
const UNUSED_HERE: Readonly<Record<string, string>> = {
  'dynamodb:PutItem': 'keeps a revocation, and the index by which an image was trusted; no image here has either',
};

/** The sweep's role as Terraform created it, with the policies of the resources that it uses. */
const sweepRole = async (environment: DeployEnvironment): Promise<RolePolicies> => {
  const { policyAt, matching } = await deployedResources(environment);
  const own = matching(/^aws_iam_(?:role_)?policy\.sweep_function_role_/);
  return {
    principal: SWEEP.role,
    account: ACCOUNT,
    identity: Object.fromEntries(own.map(({ address }) => [address, policyAt(address)])),
    resources: {
      [ARNS.bucket]: policyAt('aws_s3_bucket_policy.trust_policy'),
      [ARNS.reportBucket]: policyAt('aws_s3_bucket_policy.sweep_reports_policy'),
      [ARNS.queue]: policyAt('aws_sqs_queue_policy.queues_tasks_policy'),
      [ARNS.notifyQueue]: policyAt('aws_sqs_queue_policy.notify_queue_policy'),
      [ARNS.grantTable]: policyAt('aws_dynamodb_resource_policy.break-glass_only-by-role'),
    },
  };
};

const neededIn = (environment: DeployEnvironment, accessKey: string): readonly NeededPermission[] => {
  // The sweep uses no topic.
  const place = { account: ACCOUNT, region: REGION, topicKeyArn: '' };
  return distinct([
    ...environment.proxy.calls
      .filter((call) => call.accessKey === accessKey)
      .flatMap((call) => neededBySweep(toAwsCall({ host: '', ...call }, call.at).call, call.status, place)),
    ...requestsOfFunctions(environment).flatMap(neededByRequest),
  ]);
};

const harmful = (): readonly NeededPermission[] => {
  const at = (resource: string): string => `arn:aws:ecs:${REGION}:${ACCOUNT}:${resource}`;
  return [
    permission('ecs:StopTask', at('task/dev-sample/0123456789abcdef0123456789abcdef')),
    permission('ecs:StopServiceDeployment', at('service-deployment/dev-sample/web/0123456789abcdef')),
    permission('ecs:ContinueServiceDeployment', at('service-deployment/dev-sample/web/0123456789abcdef')),
    permission('ecs:UpdateService', at('service/dev-sample/web')),
    permission('s3:PutObject', `${ARNS.bucket}/trust/forged.json`),
    permission('s3:DeleteObject', `${ARNS.reportBucket}/reports/latest.json`),
    permission('sns:Publish', ARNS.topic),
    permission('events:PutEvents', `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`),
    permission('dynamodb:PutItem', ARNS.grantTable),
    permission('lambda:InvokeFunction', functionArns(PLACE, 'launch').function),
  ];
};

const scheduleAllows = (context: GetContext, swept: () => SweptContext): void =>
  step(
    'the role of the schedule may invoke the sweep function and keep what is undelivered, and nothing else',
    async () => {
      const { policyAt } = await deployedResources(context().environment);
      const { Target: target } = swept().schedule;
      const role: RolePolicies = {
        principal: ARNS.scheduleRole,
        account: ACCOUNT,
        identity: { own: policyAt('aws_iam_role_policy.sweep_schedule_own') },
        resources: { [ARNS.undelivered]: policyAt('aws_sqs_queue_policy.events_undelivered_policy') },
      };
      const needed = [
        permission('lambda:InvokeFunction', target.Arn),
        permission('sqs:SendMessage', target.DeadLetterConfig.Arn),
      ];
      await expect(deniedOf(role, needed)).resolves.toEqual([]);
      await expect(unusedOf(role, needed, {})).resolves.toEqual([]);
      const others = [...harmful(), permission('sqs:SendMessage', ARNS.queue)];
      await expect(deniedOf(role, others)).resolves.toHaveLength(others.length);
    },
  );

/** Compares what the schedule and the sweep function did with the permissions of their roles. */
export const sweepPermissions = (context: GetContext, swept: () => SweptContext): void =>
  describe('permissions of the sweep', () => {
    let role: RolePolicies;
    let needed: readonly NeededPermission[];

    scheduleAllows(context, swept);

    step('the role allows every call that the function made', async () => {
      const { environment } = context();
      [role, needed] = [await sweepRole(environment), neededIn(environment, swept().sweep.role.accessKeyId)];
      expect(needed.length).toBeGreaterThan(15);
      await expect(deniedOf(role, needed)).resolves.toEqual([]);
    });

    step('the role allows nothing that the function did not use, apart from documented exceptions', async () => {
      await expect(unusedOf(role, needed, UNUSED_HERE)).resolves.toEqual([]);
    });

    step('a call is denied when any one action of the role is missing', async () => {
      for (const { sid, action } of grantsOf(role).filter(({ action }) => !(action in UNUSED_HERE)))
        await expect(deniedOf(withoutAction(role, sid, action), needed)).resolves.toEqual(
          expect.arrayContaining([expect.stringContaining(`${action} on`)]),
        );
    });

    step('the role cannot stop, roll back, announce or forge anything', async () => {
      await expect(deniedOf(role, harmful())).resolves.toHaveLength(harmful().length);
    });
  });
