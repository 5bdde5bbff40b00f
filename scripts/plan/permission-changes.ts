import { attributeAfter, attributeBefore, type Attribute } from './attribute';
import { ownValue } from './difference';
import { groupGrants, parseGrants, without, type Grant, type GrantGroup } from './grants';
import type { Mark } from './mark';
import { POLICY_TYPES, type PolicyType } from './policy-types';
import type { Attributes, ResourceChange } from './read-plan';

/** What somebody, or something, may do that it could not before, and the other way round. */
export interface PermissionChange {
  readonly mark: Mark;
  readonly address: string;
  /** Whose policy it is, such as `role dev-launch`. */
  readonly holder: string;
  readonly gained: readonly GrantGroup[];
  readonly lost: readonly GrantGroup[];
  /** Why one side cannot be told; undefined where both can. */
  readonly untold: 'unknown' | 'hidden' | 'unreadable' | undefined;
}

type Told = { readonly grants: readonly Grant[] } | { readonly untold: 'unknown' | 'hidden' | 'unreadable' };

const told = (policy: Attribute): Told => {
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

/** These have no resource type: `*` is the only resource that can be written. */
const WITHOUT_RESOURCE: readonly string[] = ['ecr:GetAuthorizationToken', 'signer:GetRevocationStatus'];

const isBroad = ({ effect, principal, action, resource, condition }: Grant, { ofItself }: PolicyType): boolean => {
  if (effect === 'Deny') return false;
  if (action.includes('*') || action.startsWith('all but') || principal.startsWith('all but')) return true;
  if (/(?:^| )\*$/.test(principal) && condition === '') return true;
  return !ofItself && resource === '*' && condition === '' && !WITHOUT_RESOURCE.includes(action);
};

const markOf = (gained: readonly Grant[], lost: readonly Grant[], type: PolicyType): Mark => {
  if (gained.some((grant) => isBroad(grant, type))) return 'broad';
  const more = gained.some(({ effect }) => effect === 'Allow') || lost.some(({ effect }) => effect === 'Deny');
  return more ? 'gains' : 'none';
};

const sidesOf = (change: ResourceChange, type: PolicyType): readonly [Told, Told] => {
  const { source } = type;
  switch (source.kind) {
    case 'policy':
      return [told(attributeBefore(change, source.attribute)), told(attributeAfter(change, source.attribute))];
    case 'fields': {
      const grantIn = (attributes: Attributes | undefined): Told => ({
        grants: attributes === undefined ? [] : [source.grant(attributes)],
      });
      return [grantIn(change.before), grantIn(change.after)];
    }
  }
};

/** What changes in a policy, or in what stands for one; undefined where nothing does. */
export const permissionChange = (change: ResourceChange): PermissionChange | undefined => {
  const type = ownValue(POLICY_TYPES, change.type);
  if (type === undefined) return undefined;
  const [was, is] = sidesOf(change, type);
  const common = {
    address: change.address,
    holder: type.holder({ ...change.before, ...change.after }, change.address),
  };
  if ('untold' in is) return { ...common, mark: 'gains', gained: [], lost: [], untold: is.untold };
  if ('untold' in was)
    return { ...common, mark: 'gains', gained: groupGrants(is.grants), lost: [], untold: was.untold };
  const [gained, lost] = [without(is.grants, was.grants), without(was.grants, is.grants)];
  if (gained.length + lost.length === 0) return undefined;
  const groups = { gained: groupGrants(gained), lost: groupGrants(lost) };
  return { ...common, ...groups, mark: markOf(gained, lost, type), untold: undefined };
};
