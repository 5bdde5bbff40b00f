import * as z from 'zod';
import type { Purpose } from '../../cli/commands/policies/deployer-policies';
import { toAwsCall } from '../../testing/aws/aws-call';
import type { RecordedCall } from '../../testing/moto/moto-proxy';
import { neededByDeployer } from '../support/iam/deployer-permissions';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf, grantsOf, withoutAction, type PolicyText, type RolePolicies } from '../support/iam/evaluate';
import { distinct, neededFor, type NeededPermission } from '../support/iam/needed-permissions';
import { unusedOf } from '../support/iam/unused-grants';
import type { GetContext } from './deploy-context';
import { ON_CALL_KEY, REPORT_READER_KEY, SERVICE_OWNER_KEY, type DeployEnvironment } from './deploy-environment';
import { deployerPlace, COMPLETE } from './deployer';
import { ACCOUNT, ON_CALL, REGION } from './deployment-files';
import { deployedResources } from './permissions';
import { ARNS } from './running-function';
import { step } from './step-table';

/** A role with the permissions that the calls made with it needed. */
interface UsedRole {
  readonly role: RolePolicies;
  readonly needed: readonly NeededPermission[];
}

const neededBy = (environment: DeployEnvironment, isOurs: (call: RecordedCall) => boolean) =>
  distinct(
    environment.proxy.calls.filter(isOurs).flatMap((call) => neededByDeployer(call, deployerPlace(environment))),
  );

// Verifying images needs what image-trust verify needs, whatever the gate.
const isOfGate = ({ service, accessKey }: RecordedCall): boolean =>
  accessKey === SERVICE_OWNER_KEY && service !== 'ecr';

const serviceOwner = (environment: DeployEnvironment): Promise<UsedRole> =>
  Promise.resolve({ role: roleWith(COMPLETE, 'gate'), needed: neededBy(environment, isOfGate) });

// Making a report from what runs needs what image-trust verify needs, too.
const isOfReport = ({ service, accessKey }: RecordedCall): boolean =>
  accessKey === REPORT_READER_KEY && service !== 'ecr';

const reportReader = (environment: DeployEnvironment): Promise<UsedRole> =>
  Promise.resolve({ role: roleWith(COMPLETE, 'report'), needed: neededBy(environment, isOfReport) });

const onCall = async (environment: DeployEnvironment): Promise<UsedRole> => {
  const purpose: Purpose = 'break-glass';
  const { valuesAt } = await deployedResources(environment);
  const trust = z.string().parse(valuesAt('aws_iam_role.break-glass_role')['assume_role_policy']);
  return {
    role: {
      ...roleWith(COMPLETE, purpose),
      principal: ON_CALL,
      resources: { [ARNS.breakGlassRole]: JSON.parse(trust) as PolicyText },
    },
    needed: neededBy(environment, ({ accessKey }) => accessKey === ON_CALL_KEY),
  };
};

/** The calls in sessions of the break-glass role: in sessions at all, but not of a function. */
const inSessions = ({ proxy }: DeployEnvironment, functionKeys: readonly string[]): readonly RecordedCall[] =>
  proxy.calls.filter(({ accessKey }) => accessKey.startsWith('ASIA') && !functionKeys.includes(accessKey));

const breakGlassRole = async (environment: DeployEnvironment, functionKeys: readonly string[]): Promise<UsedRole> => {
  const { policyAt } = await deployedResources(environment);
  // The role uses no topic.
  const place = { account: ACCOUNT, region: REGION, topicKeyArn: '' };
  const calls = inSessions(environment, functionKeys).map((call) => toAwsCall({ host: '', ...call }, call.at).call);
  return {
    role: {
      principal: ARNS.breakGlassRole,
      account: ACCOUNT,
      identity: { own: policyAt('aws_iam_role_policy.break-glass_own') },
      resources: { [ARNS.grantTable]: policyAt('aws_dynamodb_resource_policy.break-glass_only-by-role') },
    },
    needed: distinct(calls.flatMap((call) => neededFor(call, place))),
  };
};

const checksRole = (what: string, find: () => Promise<UsedRole>): void =>
  step(`${what} allows exactly the calls that were made with it`, async () => {
    const { role, needed } = await find();
    expect(needed.length).toBeGreaterThan(0);
    await expect(deniedOf(role, needed)).resolves.toEqual([]);
    await expect(unusedOf(role, needed, {})).resolves.toEqual([]);
    for (const { sid, action } of grantsOf(role))
      await expect(deniedOf(withoutAction(role, sid, action), needed)).resolves.not.toEqual([]);
  });

/** Compares the calls of the commands for the gate, reports and break-glass with the policies of those who run them. */
export const commandPermissions = (context: GetContext, functionKeys: () => readonly string[]): void =>
  describe('permissions of the commands for the gate, reports and break-glass', () => {
    checksRole('the policy for owners of services', () => serviceOwner(context().environment));
    checksRole('the policy for readers of reports', () => reportReader(context().environment));
    checksRole('the policy for whoever may use break-glass', () => onCall(context().environment));
    checksRole('the break-glass role', () => breakGlassRole(context().environment, functionKeys()));

    step('no one else may assume the break-glass role', async () => {
      const { role, needed } = await onCall(context().environment);
      const other = { ...role, principal: `arn:aws:iam::${ACCOUNT}:role/deployer` };
      const denied = await deniedOf(other, needed);
      expect(denied).toEqual([expect.stringContaining('sts:AssumeRole')]);
    });
  });
