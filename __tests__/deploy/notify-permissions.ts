import { functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import { toAwsCall } from '../../testing/aws/aws-call';
import { deniedOf, type RolePolicies } from '../support/iam/evaluate';
import { distinct, permission, type NeededPermission } from '../support/iam/needed-permissions';
import { neededByNotify } from '../support/iam/notify-call-permissions';
import { unusedOf } from '../support/iam/unused-grants';
import type { GetContext } from './deploy-context';
import type { DeployEnvironment } from './deploy-environment';
import type { DeployedFunction } from './deployed-function';
import { ACCOUNT, PLACE, REGION } from './deployment-files';
import { deployedResources } from './permissions';
import { step } from './step-table';

const [ARNS, NOTIFY] = [verifierArns(PLACE), functionArns(PLACE, 'notify')];

/** Grants of the notify function's role that this test never uses, each with the reason. */
const UNUSED_HERE: Readonly<Record<string, string>> = {
  'kms:Decrypt': 'Secrets Manager decrypts the secret with it, which the emulated one does not',
  'sqs:ChangeMessageVisibility': 'a notice that cannot be handled; every one of this test is',
};

const notifyRole = async (environment: DeployEnvironment): Promise<RolePolicies> => {
  const { policyAt } = await deployedResources(environment);
  return {
    principal: NOTIFY.role,
    account: ACCOUNT,
    identity: { own: policyAt('aws_iam_role_policy.notify_own') },
    resources: {
      [ARNS.reportBucket]: policyAt('aws_s3_bucket_policy.sweep_reports_policy'),
      [ARNS.notifyQueue]: policyAt('aws_sqs_queue_policy.notify_queue_policy'),
    },
  };
};

const neededIn = ({ proxy }: DeployEnvironment, accessKey: string): readonly NeededPermission[] =>
  distinct(
    proxy.calls
      .filter((call) => call.accessKey === accessKey)
      .flatMap((call) => neededByNotify(toAwsCall({ host: '', ...call }, call.at).call, PLACE)),
  );

const harmful = (): readonly NeededPermission[] => [
  permission('sqs:SendMessage', ARNS.notifyQueue),
  permission('sqs:SendMessage', ARNS.queue),
  permission('ecs:StopTask', `arn:aws:ecs:${REGION}:${ACCOUNT}:task/dev-sample/0123456789abcdef0123456789abcdef`),
  permission('s3:PutObject', `${ARNS.reportBucket}/reports/latest.json`),
  permission('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:other-AbCdEf`),
];

/** Compares what the notify function did with the permissions of its role. */
export const notifyPermissions = (context: GetContext, notify: () => DeployedFunction): void =>
  describe('permissions of the notify function', () => {
    step('the role allows every call that the function made, and nothing else', async () => {
      const { environment } = context();
      const [role, needed] = [await notifyRole(environment), neededIn(environment, notify().role.accessKeyId)];
      expect(needed.length).toBeGreaterThan(8);
      await expect(deniedOf(role, needed)).resolves.toEqual([]);
      await expect(unusedOf(role, needed, UNUSED_HERE)).resolves.toEqual([]);
    });

    step('the role cannot make up notices or reports, stop a task, or read another secret', async () => {
      const role = await notifyRole(context().environment);
      await expect(deniedOf(role, harmful())).resolves.toHaveLength(harmful().length);
    });
  });
