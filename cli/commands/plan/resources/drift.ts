import * as z from 'zod';
import { isSame } from './attribute';
import type { ResourceChange, StackPlan } from './read-plan';

/** Attributes that matter although no resource sets them: its own tags, and those that the provider adds. */
const TAGS: readonly string[] = ['tags', 'tags_all'];

/** The policies of a role, of which Terraform computes a list. Each has a resource of its own if a stack made it. */
const ROLE_POLICIES = {
  inline_policy: { type: 'aws_iam_role_policy', attribute: 'name' },
  managed_policy_arns: { type: 'aws_iam_role_policy_attachment', attribute: 'policy_arn' },
} as const;

const names = z.array(z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]));

const hasForeignPolicies = (name: keyof typeof ROLE_POLICIES, { after }: ResourceChange, plan: StackPlan): boolean => {
  const { type, attribute } = ROLE_POLICIES[name];
  const own = plan.managed.filter((each) => each.type === type).map(({ values }) => values[attribute]);
  const found = names.safeParse(after?.[name] ?? []);
  return !found.success || found.data.some((each) => !own.includes(each));
};

const isRolePolicies = (name: string): name is keyof typeof ROLE_POLICIES => Object.hasOwn(ROLE_POLICIES, name);

const list = z.array(z.unknown());
const fields = z.record(z.string(), z.unknown());

/** The fields that a block sets; undefined for an expression. https://developer.hashicorp.com/terraform/internals/json-format */
const fieldsOf = (set: unknown): Readonly<Record<string, unknown>> | undefined => {
  const { data } = fields.safeParse(set);
  if (data === undefined || Object.keys(data).length === 0) return undefined;
  return 'constant_value' in data || 'references' in data ? undefined : data;
};

/** Whether two values differ in what the stack sets; in a block, the provider fills in what the stack leaves out. */
const differs = (before: unknown, after: unknown, set: unknown): boolean => {
  const [was, is, blocks] = [list.safeParse(before).data, list.safeParse(after).data, list.safeParse(set).data];
  if (was !== undefined && is !== undefined && blocks !== undefined)
    return was.length !== is.length || was.some((each, index) => differs(each, is[index], blocks[index]));
  const [own, old, now] = [fieldsOf(set), fields.safeParse(before).data, fields.safeParse(after).data];
  if (own === undefined || old === undefined || now === undefined) return !isSame(before, after);
  return Object.entries(own).some(([name, inner]) => differs(old[name], now[name], inner));
};

/**
 * Whether an attribute that differs from the state was changed by someone: a stack sets it, or it is a tag, or a policy
 * of a role that no stack made. Others differ after every creation, since Terraform reads them before the resources that
 * set them exist, such as the policy of a queue.
 */
export const isChangedByOthers = (name: string, change: ResourceChange, plan: StackPlan): boolean => {
  if (plan.configured === undefined || TAGS.includes(name)) return true;
  const set = plan.configured.get(change.address)?.[name];
  if (set !== undefined) return differs(change.before?.[name], change.after?.[name], set);
  return change.type === 'aws_iam_role' && isRolePolicies(name) && hasForeignPolicies(name, change, plan);
};
