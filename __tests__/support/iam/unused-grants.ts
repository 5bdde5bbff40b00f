import { evaluate, grantsOf, type RolePolicies } from './evaluate';
import type { NeededPermission } from './needed-permissions';

/** Whether a pattern of a policy covers a resource. */
export const covers = (pattern: string, resource: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(resource);

// A statement has several actions and resources; that one action has a queue for its resource and another a table, is no grant.
const hasMeaning = async (role: RolePolicies, action: string, pattern: string): Promise<boolean> => {
  const resource = pattern === '*' ? pattern : pattern.replaceAll('*', 'x');
  return !/no\.resource\.types|must\.use\.wildcard/.test(await evaluate(role, { action, resource, context: {} }));
};

/** What a role may do and nobody needed, as `SID: ACTION on RESOURCE`, but for the actions that have a reason. */
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
  const judged = await Promise.all(
    unused.map(async (each) => [each, await hasMeaning(role, each.action, each.resource)] as const),
  );
  return judged.flatMap(([{ sid, action, resource }, meant]) => (meant ? [`${sid}: ${action} on ${resource}`] : []));
};
