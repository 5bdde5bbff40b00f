import * as z from 'zod';
import { parseJsonOrUndefined } from '../../../../contracts/schema/parse-json-or-undefined';

/** One action that a policy allows or denies on one resource. Each part is the text in the policy, `*` included. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  /** Empty in an identity policy, which has none. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** JSON with sorted keys; empty without a condition. */
  readonly condition: string;
}

/** The action of a grant that stands for a whole attached policy, whose ARN is the resource. */
export const WHOLE_POLICY = 'all of a policy';

/** The action of a grant that stands for a permissions boundary, whose ARN is the resource. */
export const BOUNDARY = 'all that a permissions boundary does not allow';

/** Grants that differ only in actions and resources. */
export interface GrantGroup {
  readonly effect: 'Allow' | 'Deny';
  readonly principal: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const principals = z.union([z.string(), z.record(z.string(), texts)]);

const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

const policy = z.looseObject({ Statement: z.union([statement.transform((one) => [one]), z.array(statement)]) });

type Statement = z.output<typeof statement>;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};

const principalsOf = ({ Principal, NotPrincipal }: Statement): readonly string[] => {
  const named = Principal ?? NotPrincipal;
  if (named === undefined) return [''];
  const not = Principal === undefined ? 'all but ' : '';
  if (typeof named === 'string') return [`${not}${named}`];
  return Object.entries(named).flatMap(([kind, names]) => names.map((name) => `${not}${kind} ${name}`));
};

const either = (these: readonly string[] | undefined, allBut: readonly string[] | undefined): readonly string[] =>
  these ?? allBut?.map((each) => `all but ${each}`) ?? [''];

const grantsIn = (each: Statement): readonly Grant[] => {
  const condition = each.Condition === undefined ? '' : JSON.stringify(sorted(each.Condition));
  const effect = each.Effect;
  return principalsOf(each).flatMap((principal) =>
    either(each.Action, each.NotAction).flatMap((action) =>
      either(each.Resource, each.NotResource).map((resource) => ({ effect, principal, action, resource, condition })),
    ),
  );
};

/** Every grant of a policy; undefined for a text that is not a policy. */
export const parseGrants = (text: string): readonly Grant[] | undefined =>
  policy.safeParse(parseJsonOrUndefined(text)).data?.Statement.flatMap(grantsIn);

const keyOf = (grant: Grant): string => JSON.stringify(Object.values(grant));

/** The grants of the first list that the second lacks. */
export const without = (grants: readonly Grant[], others: readonly Grant[]): readonly Grant[] => {
  const known = new Set(others.map(keyOf));
  return grants.filter((grant) => !known.has(keyOf(grant)));
};

const collect = <T>(items: readonly T[], keyFor: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyFor(item), [...(groups.get(keyFor(item)) ?? []), item]);
  return [...groups.values()];
};

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

/** Groups grants that differ only in action and resource, so that they read like the statements of a policy. */
export const groupGrants = (grants: readonly Grant[]): readonly GrantGroup[] => {
  const byAction = collect(grants, ({ effect, principal, action, condition }) =>
    JSON.stringify([effect, principal, action, condition]),
  ).map((same) => ({ same, resources: unique(same.map(({ resource }) => resource)) }));
  return collect(byAction, ({ same: [one], resources }) =>
    JSON.stringify([one?.effect, one?.principal, one?.condition, resources]),
  ).flatMap((alike) => {
    const { same: [one] = [], resources = [] } = alike[0] ?? {};
    if (one === undefined) return [];
    const actions = unique(alike.flatMap(({ same }) => same.map(({ action }) => action)));
    return [{ effect: one.effect, principal: one.principal, actions, resources, condition: one.condition }];
  });
};
