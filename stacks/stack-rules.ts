import { MAX_MANAGED_POLICY_LENGTH } from '../contracts/iam/policy';
import type { Statement } from './policy-document';
import { isUnscoped } from './statements/unscoped-actions';

/** One violation of a rule, with the address of the resource. */
export type Violation = string;

/** A synthesised resource. */
export interface SynthesisedResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What the rules check: the resources of a stack and its providers. */
export interface SynthesisedStack {
  readonly resources: readonly SynthesisedResource[];
  readonly providers: readonly Readonly<Record<string, unknown>>[];
}

/** IAM's quotas in characters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_POLICY_LENGTH: Readonly<Record<string, number>> = {
  aws_iam_role_policy: 10_240,
  aws_iam_policy: MAX_MANAGED_POLICY_LENGTH,
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const statementsIn = ({ attributes }: SynthesisedResource): readonly Statement[] =>
  ['policy', 'assume_role_policy'].flatMap((name) => {
    const text = attributes[name];
    const policy: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    return isObject(policy) && Array.isArray(policy['Statement']) ? (policy['Statement'] as readonly Statement[]) : [];
  });

const allowedBy = (resource: SynthesisedResource): readonly Statement[] =>
  statementsIn(resource).filter(({ Effect }) => Effect === 'Allow');

/** No statement allows actions by a wildcard or by NotAction. */
const wildcardActions = (resource: SynthesisedResource): readonly Violation[] =>
  allowedBy(resource).flatMap((statement) => {
    const wide = 'Action' in statement ? statement.Action.filter((action) => action.includes('*')) : ['NotAction'];
    return wide.map((action) => `${resource.address}: statement ${statement.Sid} allows ${action}: name each action`);
  });

/** No statement allows actions on every resource, except those without a resource type. */
const wildcardResources = (resource: SynthesisedResource): readonly Violation[] => {
  if (resource.type === 'aws_kms_key') return [];
  return allowedBy(resource)
    .filter(({ Resource }) => Resource?.includes('*') === true)
    .flatMap(({ Sid, Action }) =>
      Action.filter((action) => !isUnscoped(action)).map(
        (action) => `${resource.address}: statement ${Sid} allows ${action} on every resource: name the resources`,
      ),
    );
};

const longPolicies = ({ address, type, attributes }: SynthesisedResource): readonly Violation[] => {
  const most = MAX_POLICY_LENGTH[type];
  const length = typeof attributes['policy'] === 'string' ? attributes['policy'].length : 0;
  return most === undefined || length <= most
    ? []
    : [
        `${address}: the policy has ${length} characters, IAM allows ${most}: list fewer repositories or clusters, or use patterns such as REGISTRY/path/*`,
      ];
};

/** IAM's default quota in characters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_TRUST_POLICY_LENGTH = 2_048;

const longTrustPolicies = ({ address, type, attributes }: SynthesisedResource): readonly Violation[] => {
  const policy = attributes['assume_role_policy'];
  return type !== 'aws_iam_role' || typeof policy !== 'string' || policy.length <= MAX_TRUST_POLICY_LENGTH
    ? []
    : [
        `${address}: the trust policy has ${policy.length} characters, IAM allows ${MAX_TRUST_POLICY_LENGTH}: list fewer roles and users, or their account (ACCOUNT:root), in breakGlass.assumedBy`,
      ];
};

/** IAM's default quota. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_POLICIES_OF_ROLE = 10;

const manyPolicies = ({ resources }: SynthesisedStack): readonly Violation[] => {
  const roles = resources
    .filter(({ type }) => type === 'aws_iam_role_policy_attachment')
    .map(({ attributes }) => String(attributes['role']));
  return [...new Set(roles)]
    .map((role) => ({ role, count: roles.filter((each) => each === role).length }))
    .filter(({ count }) => count > MAX_POLICIES_OF_ROLE)
    .map(
      ({ role, count }) =>
        `${role}: ${count} managed policies are attached, IAM allows ${MAX_POLICIES_OF_ROLE}: list fewer repositories or clusters, or use patterns such as REGISTRY/path/*`,
    );
};

const unlimitedLogs = ({ address, type, attributes }: SynthesisedResource): readonly Violation[] =>
  type !== 'aws_cloudwatch_log_group' || Number(attributes['retention_in_days']) > 0
    ? []
    : [`${address}: the log group keeps its logs forever: set retention_in_days`];

const tagsOf = (provider: unknown): Readonly<Record<string, unknown>> => {
  const defaults: unknown = isObject(provider) ? provider['default_tags'] : undefined;
  const block: unknown = Array.isArray(defaults) ? defaults[0] : defaults;
  return isObject(block) && isObject(block['tags']) ? block['tags'] : {};
};

const untagged = (
  { address, attributes }: SynthesisedResource,
  { providers }: SynthesisedStack,
): readonly Violation[] => {
  const named = typeof attributes['provider'] === 'string' ? attributes['provider'].split('.')[1] : undefined;
  const own = attributes['override_provider'] ?? providers.find(({ alias }) => alias === named);
  const tags = isObject(attributes['tags']) ? attributes['tags'] : {};
  return Object.keys({ ...tagsOf(own), ...tags }).length > 0
    ? []
    : [`${address}: neither the resource nor its provider has tags: add tags to one of them`];
};

/** Finds every violation of the rules that hold for all stacks of this project. */
export const findViolations = (stack: SynthesisedStack): readonly Violation[] => [
  ...stack.resources.flatMap((resource) => [
    ...wildcardActions(resource),
    ...wildcardResources(resource),
    ...longPolicies(resource),
    ...longTrustPolicies(resource),
    ...unlimitedLogs(resource),
    ...untagged(resource, stack),
  ]),
  ...manyPolicies(stack),
];
