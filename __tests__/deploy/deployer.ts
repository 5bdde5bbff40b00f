import * as z from 'zod';
import { signingProfileArn } from '../../contracts/naming/resource-arns';
import type { RecordedCall } from '../../testing/moto/moto-proxy';
import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { inputOf } from '../support/iam/call-input';
import { neededByDeployer } from '../support/iam/deployer-permissions';
import { placeOf, type DeployerPlace } from '../support/iam/deployer-place';
import type { Purpose } from '../../cli/commands/policies/deployer-policies';
import { parseDeployment, type Deployment } from '../../contracts/deployment/deployment';
import { roleWith } from '../support/iam/documented-policies';
import { deniedOf, grantsOf, withoutAction, type PolicyText, type RolePolicies } from '../support/iam/evaluate';
import { distinct, type NeededPermission } from '../support/iam/needed-permissions';
import { neededByPush } from '../support/iam/push-permissions';
import { unusedOf } from '../support/iam/unused-grants';
import { DEPLOYER_KEY, type DeployEnvironment } from './deploy-environment';
import { deploymentFile, gateFields, noticeFields, PLACE } from './deployment-files';
import { requestsOfPushes } from './push-requests';
import { step } from './step-table';
import type { GetContext } from './deploy-context';

/** Actions that the policies allow although this test never uses them, each with the reason. */
const UNUSED_HERE: Readonly<Record<string, string>> = {
  's3:ListTagsForResource': 'the pinned provider reads bucket tags with it; the provider of this test may not',
  's3:TagResource': 'the pinned provider writes bucket tags with it',
  'signer:AddProfilePermission': 'signing.crossAccountSigners, which the emulated AWS Signer does not support',
  'signer:ListProfilePermissions': 'reads signing.crossAccountSigners',
  'signer:RemoveProfilePermission': 'removes signing.crossAccountSigners',
  'ecr:DeleteLifecyclePolicy': 'the upgrade from a version whose repositories had lifecycle policies',
  'ecr:GetLifecyclePolicy': 'the same upgrade reads them',
  'lambda:UpdateFunctionCode': 'an upgrade to a new image',
  'lambda:UpdateEventSourceMapping': 'an upgrade that changes the batch size',
  'iam:CreateServiceLinkedRole': 'the first cluster of an account, for which ECS creates its role',
};

/** The deployer's role, and the permissions that its recorded calls needed. */
interface DeployerPermissions {
  readonly role: RolePolicies;
  readonly needed: readonly NeededPermission[];
}

const callsOf = ({ proxy }: DeployEnvironment): readonly RecordedCall[] =>
  proxy.calls.filter(({ accessKey }) => accessKey === DEPLOYER_KEY);

/** The place of the deployer's calls, with what they only refer to by an id. */
export const deployerPlace = (environment: DeployEnvironment): DeployerPlace => placeOf(callsOf(environment), PLACE);

// A KMS key is accessible only to callers that its own policy allows, whatever their other policies say.
const keyPolicy = (environment: DeployEnvironment): PolicyText => {
  const created = callsOf(environment).find(({ operation }) => operation === 'CreateKey');
  const input = z.object({ Policy: z.string() }).parse(created === undefined ? undefined : inputOf(created));
  return JSON.parse(input.Policy) as PolicyText;
};

/** The profiles that sign: that of the deployment, and that of the canary image of a foreign signer. */
const PROFILES = ['dev_workloads', 'dev_canary'].map((profile) => signingProfileArn(PLACE, profile));

// The network does not occur in the policies.
const NETWORK = { subnet: 'subnet-0a1b2c3d4e5f60718', securityGroup: 'sg-0a1b2c3d4e5f60718' };

const deploymentWith = (overrides: object): Deployment =>
  parseDeployment(JSON.stringify(deploymentFile(NETWORK, overrides)), 'deployments/dev.json');

const DEPLOYMENT = deploymentWith({});

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:image-trust-webhook-AbCdEf';

/** The deployment with a gate, break-glass, canary images, findings and a webhook. */
export const COMPLETE = deploymentWith({ ...gateFields, ...noticeFields(SECRET) });

const deployerWith = (
  environment: DeployEnvironment,
  deployment: Deployment,
  ...purposes: readonly Purpose[]
): RolePolicies => ({
  ...roleWith(deployment, ...purposes),
  resources: { [deployerPlace(environment).keyArn]: keyPolicy(environment) },
});

const neededBy = (
  environment: DeployEnvironment,
  calls: readonly RecordedCall[],
  pushes: readonly RecordedRequest[] = [],
): readonly NeededPermission[] => {
  const place = deployerPlace(environment);
  return distinct([
    ...calls.flatMap((call) => neededByDeployer(call, place)),
    ...pushes.flatMap((request) => neededByPush(request, PROFILES)),
  ]);
};

/** Compares the calls of plans with the read policy. */
export const readsOnly = (context: GetContext, since: () => number): void =>
  step('the read policy allows exactly the calls of a plan', async () => {
    const { environment } = context();
    const calls = environment.proxy.calls.slice(since()).filter(({ accessKey }) => accessKey === DEPLOYER_KEY);
    const [role, needed] = [deployerWith(environment, DEPLOYMENT, 'read'), neededBy(environment, calls)];
    await expect(deniedOf(role, needed)).resolves.toEqual([]);
    await expect(unusedOf(role, needed, UNUSED_HERE)).resolves.toEqual([]);
  });

/** Compares every call of the commands with the policies that `image-trust policies` prints. */
export const deployer = (context: GetContext, pushes: () => readonly RecordedRequest[]): void =>
  describe('permissions of the deployer', () => {
    let permissions: DeployerPermissions;

    step('the policies allow every call of every command', async () => {
      const { environment } = context();
      const role = deployerWith(environment, COMPLETE, 'read', 'deploy-signing', 'deploy-verifier', 'sample');
      permissions = {
        role,
        needed: neededBy(environment, callsOf(environment), [...pushes(), ...requestsOfPushes(environment)]),
      };
      expect(new Set(permissions.needed.map(({ action }) => action)).size).toBeGreaterThan(140);
      await expect(deniedOf(role, permissions.needed)).resolves.toEqual([]);
    });

    step('the policies allow nothing else, apart from documented exceptions', async () => {
      await expect(unusedOf(permissions.role, permissions.needed, UNUSED_HERE)).resolves.toEqual([]);
      const granted = grantsOf(permissions.role).map(({ action }) => action);
      const used = permissions.needed.map(({ action }) => action);
      const stale = Object.keys(UNUSED_HERE).filter((each) => !granted.includes(each) || used.includes(each));
      expect(stale).toEqual([]);
    });

    step('a command is denied when any one action of the policies is missing', async () => {
      for (const { sid, action } of grantsOf(permissions.role).filter(({ action }) => !(action in UNUSED_HERE)))
        await expect(
          deniedOf(
            withoutAction(permissions.role, sid, action),
            permissions.needed.filter((each) => each.action === action),
          ),
        ).resolves.not.toEqual([]);
    });
  });
