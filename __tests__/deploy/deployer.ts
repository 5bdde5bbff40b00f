import * as z from 'zod';
import { signingProfileArn } from '../../contracts/naming/resource-arns';
import type { RecordedCall } from '../../testing/moto/moto-proxy';
import type { RecordedRequest } from '../../testing/gateway/recorded-request';
import { inputOf } from '../support/iam/call-input';
import { neededByDeployer } from '../support/iam/deployer-permissions';
import { placeOf, type DeployerPlace } from '../support/iam/deployer-place';
import { roleWith, type DocumentedPolicy } from '../support/iam/documented-policies';
import { deniedOf, grantsOf, withoutAction, type PolicyText, type RolePolicies } from '../support/iam/evaluate';
import { distinct, type NeededPermission } from '../support/iam/needed-permissions';
import { neededByPush } from '../support/iam/push-permissions';
import { unusedOf } from '../support/iam/unused-grants';
import { DEPLOYER_KEY, type DeployWorld } from './deploy-environment';
import { PLACE } from './running-function';
import { step } from './step-table';
import type { TheStory } from './story';

/** What the policies allow although the story has no use for it, each with its reason. */
const BEYOND_THE_STORY: Readonly<Record<string, string>> = {
  's3:ListTagsForResource': 'how the pinned provider reads the tags of a bucket, and the one of this test does not',
  's3:TagResource': 'the same, when it makes a bucket or its tags change',
  'signer:AddProfilePermission': 'signing.crossAccountSigners, which the emulated AWS Signer does not know',
  'signer:ListProfilePermissions': 'the same, read',
  'signer:RemoveProfilePermission': 'the same, taken back',
  'lambda:UpdateFunctionCode': 'an upgrade: the function gets the new image',
  'lambda:UpdateEventSourceMapping': 'an upgrade that changes how many messages come at a time',
  'iam:CreateServiceLinkedRole': 'the first cluster of an account: ECS makes its own role',
};

/** What the deployer needs for what was seen of it. */
interface Seen {
  readonly role: RolePolicies;
  readonly needed: readonly NeededPermission[];
}

const callsOf = ({ front }: DeployWorld): readonly RecordedCall[] =>
  front.calls.filter(({ accessKey }) => accessKey === DEPLOYER_KEY);

const whereItIs = (deploy: DeployWorld): DeployerPlace =>
  placeOf(callsOf(deploy), { ...PLACE, profileArn: signingProfileArn(PLACE, 'dev_workloads') });

// Whatever other policies say: to a key only those have access whom its own policy names.
const keyPolicy = (deploy: DeployWorld): PolicyText => {
  const made = callsOf(deploy).find(({ operation }) => operation === 'CreateKey');
  const input = z.object({ Policy: z.string() }).parse(made === undefined ? undefined : inputOf(made));
  return JSON.parse(input.Policy) as PolicyText;
};

const deployerWith = (deploy: DeployWorld, ...policies: readonly DocumentedPolicy[]): RolePolicies => ({
  ...roleWith(PLACE.account, ...policies),
  resources: { [whereItIs(deploy).keyArn]: keyPolicy(deploy) },
});

const neededBy = (
  deploy: DeployWorld,
  calls: readonly RecordedCall[],
  pushes: readonly RecordedRequest[] = [],
): readonly NeededPermission[] => {
  const place = whereItIs(deploy);
  return distinct([
    ...calls.flatMap((call) => neededByDeployer(call, place)),
    ...pushes.flatMap((request) => neededByPush(request, place.profileArn)),
  ]);
};

/** What was called by plans is held against the policy that reads, and nothing else is in it. */
export const readsOnly = (story: TheStory, since: () => number): void =>
  step('a plan calls nothing but what docs/policies/read.json allows, and all of it', async () => {
    const { deploy } = story();
    const calls = deploy.front.calls.slice(since()).filter(({ accessKey }) => accessKey === DEPLOYER_KEY);
    const [role, needed] = [deployerWith(deploy, 'read'), neededBy(deploy, calls)];
    await expect(deniedOf(role, needed)).resolves.toEqual([]);
    await expect(unusedOf(role, needed, BEYOND_THE_STORY)).resolves.toEqual([]);
  });

/** All that people's commands did in this story, held against the policies that docs/policies/ has for them. */
export const deployer = (story: TheStory, pushes: () => readonly RecordedRequest[]): void =>
  describe('permissions of the deployer', () => {
    let seen: Seen;

    step('every call of every command is one that docs/policies/ allows', async () => {
      const { deploy } = story();
      const role = deployerWith(deploy, 'read', 'deploy', 'sample');
      seen = { role, needed: neededBy(deploy, callsOf(deploy), pushes()) };
      expect(new Set(seen.needed.map(({ action }) => action)).size).toBeGreaterThan(140);
      await expect(deniedOf(role, seen.needed)).resolves.toEqual([]);
    });

    step('docs/policies/ allows nothing that no command did, but what has its reason', async () => {
      await expect(unusedOf(seen.role, seen.needed, BEYOND_THE_STORY)).resolves.toEqual([]);
      const granted = grantsOf(seen.role).map(({ action }) => action);
      const used = seen.needed.map(({ action }) => action);
      const stale = Object.keys(BEYOND_THE_STORY).filter((each) => !granted.includes(each) || used.includes(each));
      expect(stale).toEqual([]);
    });

    step('without any one action of docs/policies/ something is refused', async () => {
      for (const { sid, action } of grantsOf(seen.role).filter(({ action }) => !(action in BEYOND_THE_STORY)))
        await expect(
          deniedOf(
            withoutAction(seen.role, sid, action),
            seen.needed.filter((each) => each.action === action),
          ),
        ).resolves.not.toEqual([]);
    });
  });
