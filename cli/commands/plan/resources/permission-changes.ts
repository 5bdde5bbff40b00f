import { attributeAfter, attributeBefore, type Attribute } from './attribute';
import { ownValue } from '../report/difference';
import { groupGrants, parseGrants, without, type Grant, type GrantGroup } from './grants';
import { gravestOf, type Mark } from '../report/mark';
import { POLICY_TYPES, type PolicyType } from './policy-types';
import type { Attributes, ResourceChange } from './read-plan';

/** Grants that are added or removed together. */
export type MarkedGroup = GrantGroup & { readonly mark: Mark };

/** What a policy allows and denies after the change and not before, and the other way round. */
export interface PermissionChange {
  readonly mark: Mark;
  readonly address: string;
  /** The policy, by what it is attached to, such as `policy of role dev-launch`. */
  readonly holder: string;
  readonly gained: readonly MarkedGroup[];
  readonly lost: readonly MarkedGroup[];
  /** Why one side cannot be read; undefined when both can. */
  readonly untold: 'unknown' | 'hidden' | 'unreadable' | undefined;
}

type Side = { readonly grants: readonly Grant[] } | { readonly untold: 'unknown' | 'hidden' | 'unreadable' };

const readSide = (policy: Attribute): Side => {
  switch (policy.kind) {
    case 'absent':
      return { grants: [] };
    case 'unknown':
    case 'hidden':
      return { untold: policy.kind };
    case 'text': {
      const grants = parseGrants(policy.text);
      return grants === undefined ? { untold: 'unreadable' } : { grants };
    }
  }
};

/** Actions that only `*` can be named for, or that the stacks grant on `*` with a reason. */
const WITHOUT_RESOURCE: readonly string[] = [
  'ecr:GetAuthorizationToken',
  'signer:GetRevocationStatus',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ecs:DescribeTaskDefinition',
  'ecs:ListClusters',
  'ecs:ListServices',
  'ecs:ListTasks',
];

const isStar = (resource: string, actions: readonly string[]): boolean =>
  resource === '*' && !actions.every((action) => WITHOUT_RESOURCE.includes(action));

const isBroad = ({ principal, actions, resources, condition }: GrantGroup, { ofItself }: PolicyType): boolean => {
  if (actions.some((action) => action.includes('*') || action.startsWith('all but'))) return true;
  if (principal.startsWith('all but') || (/(?:^| )\*$/.test(principal) && condition === '')) return true;
  return !ofItself && condition === '' && resources.some((resource) => isStar(resource, actions));
};

const gainedMark = (group: GrantGroup, type: PolicyType): Mark => {
  if (group.effect === 'Deny') return 'none';
  return isBroad(group, type) ? 'broad' : 'gains';
};

const marked = (grants: readonly Grant[], markFor: (group: GrantGroup) => Mark): readonly MarkedGroup[] =>
  groupGrants(grants).map((group) => ({ ...group, mark: markFor(group) }));

const sidesOf = (change: ResourceChange, type: PolicyType): readonly [Side, Side] => {
  const { source } = type;
  switch (source.kind) {
    case 'policy':
      return [readSide(attributeBefore(change, source.attribute)), readSide(attributeAfter(change, source.attribute))];
    case 'fields': {
      const grantIn = (attributes: Attributes | undefined): Side => ({
        grants: attributes === undefined ? [] : [source.grant(attributes)],
      });
      return [grantIn(change.before), grantIn(change.after)];
    }
  }
};

/** What changes in a policy, or in a resource that grants like one; undefined when nothing does. */
export const permissionChange = (change: ResourceChange): PermissionChange | undefined => {
  const type = ownValue(POLICY_TYPES, change.type);
  // A policy that Terraform forgets stays in force.
  if (type === undefined || change.kind === 'forget') return undefined;
  const [was, is] = sidesOf(change, type);
  const common = {
    address: change.address,
    holder: type.holder({ ...change.before, ...change.after }, change.address),
  };
  if ('untold' in is) return { ...common, mark: 'gains', gained: [], lost: [], untold: is.untold };
  const before = 'untold' in was ? [] : was.grants;
  const gained = marked(without(is.grants, before), (group) => gainedMark(group, type));
  const lost = marked(without(before, is.grants), ({ effect }) => (effect === 'Deny' ? 'lifts-ban' : 'none'));
  const untold = 'untold' in was ? was.untold : undefined;
  if (gained.length + lost.length === 0 && untold === undefined) return undefined;
  const marks = [...gained, ...lost].map(({ mark }) => mark);
  return { ...common, mark: gravestOf(untold === undefined ? marks : [...marks, 'gains']), gained, lost, untold };
};
