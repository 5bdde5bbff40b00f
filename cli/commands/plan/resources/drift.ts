import * as z from 'zod';
import type { ResourceChange, StackPlan } from './read-plan';

/** Attributes that matter although no stack sets them: tags of the resource, and the tags of all resources of a stack. */
const ALWAYS: readonly string[] = ['tags', 'tags_all'];

/** The policies of a role, of which Terraform computes a list. Each has a resource of its own if a stack made it. */
const ROLE_POLICIES = {
  inline_policy: { type: 'aws_iam_role_policy', attribute: 'name' },
  managed_policy_arns: { type: 'aws_iam_role_policy_attachment', attribute: 'policy_arn' },
} as const;

const names = z.array(z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]));

const foreignPolicies = (name: keyof typeof ROLE_POLICIES, { after }: ResourceChange, plan: StackPlan): boolean => {
  const { type, attribute } = ROLE_POLICIES[name];
  const own = plan.managed.filter((each) => each.type === type).map(({ values }) => values[attribute]);
  const found = names.safeParse(after?.[name] ?? []);
  return !found.success || found.data.some((each) => !own.includes(each));
};

const isRolePolicies = (name: string): name is keyof typeof ROLE_POLICIES => Object.hasOwn(ROLE_POLICIES, name);

/**
 * Whether an attribute that differs from the state was changed by someone: a stack sets it, or it is a tag, or a policy
 * of a role that no stack made. Others differ after every creation, since Terraform reads them before the resources that
 * set them exist, such as the policy of a queue.
 */
export const isChangedByOthers = (name: string, change: ResourceChange, plan: StackPlan): boolean => {
  const configured = plan.configured?.get(change.address) ?? [];
  if (plan.configured === undefined || configured.includes(name) || ALWAYS.includes(name)) return true;
  return change.type === 'aws_iam_role' && isRolePolicies(name) && foreignPolicies(name, change, plan);
};
