import { evaluate, grantsOf, type RolePolicies } from './evaluate';
import type { NeededPermission } from './needed-permissions';

/** Whether a resource pattern of a policy matches a resource. */
export const covers = (pattern: string, resource: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(resource);

// Not every action of a statement applies to every resource of it: an action on queues grants nothing on a table.
const isEffective = async (role: RolePolicies, action: string, pattern: string): Promise<boolean> => {
  const resource = pattern === '*' ? pattern : pattern.replaceAll('*', 'x');
  return !/no\.resource\.types|must\.use\.wildcard/.test(await evaluate(role, { action, resource, context: {} }));
};

/** The grants that no call needed, as `SID: ACTION on RESOURCE`, without the actions that have a reason. */
export const unusedOf = async (
  role: RolePolicies,
  needed: readonly NeededPermission[],
  reasons: Readonly<Record<string, string>>,
): Promise<readonly string[]> => {
  const unused = grantsOf(role).filter(
    (grant) =>
      !(grant.action in reasons) &&
      !needed.some(({ action, resource }) => action === grant.action && covers(grant.resource, resource)),
  );
  const evaluated = await Promise.all(
    unused.map(async (each) => [each, await isEffective(role, each.action, each.resource)] as const),
  );
  return evaluated.flatMap(([{ sid, action, resource }, effective]) =>
    effective ? [`${sid}: ${action} on ${resource}`] : [],
  );
};
