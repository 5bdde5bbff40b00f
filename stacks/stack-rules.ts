import type { Statement } from './policy-document';
import { isUnscoped } from './statements/unscoped-actions';

/** One thing of a synthesised stack that breaks a rule, said with the resource's address. */
export type Violation = string;

/** A synthesised resource: its type, its name and what it is configured to be. */
export interface SynthesisedResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What rules look at: all resources of a stack, and its providers. */
export interface SynthesisedStack {
  readonly resources: readonly SynthesisedResource[];
  readonly providers: readonly Readonly<Record<string, unknown>>[];
}

/** IAM's quotas in characters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_POLICY: Readonly<Record<string, number>> = { aws_iam_role_policy: 10_240, aws_iam_policy: 6_144 };

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

/** No action is granted by a wildcard, or by naming what is not granted. */
const wildcardActions = (resource: SynthesisedResource): readonly Violation[] =>
  allowedBy(resource).flatMap((statement) => {
    const wide = 'Action' in statement ? statement.Action.filter((action) => action.includes('*')) : ['NotAction'];
    return wide.map((action) => `${resource.address}: statement ${statement.Sid} grants ${action}: name each action`);
  });

/** Nothing is granted on every resource, but what IAM cannot narrow. */
const wildcardResources = (resource: SynthesisedResource): readonly Violation[] => {
  if (resource.type === 'aws_kms_key') return [];
  return allowedBy(resource)
    .filter(({ Resource }) => Resource?.includes('*') === true)
    .flatMap(({ Sid, Action }) =>
      Action.filter((action) => !isUnscoped(action)).map(
        (action) => `${resource.address}: statement ${Sid} grants ${action} on every resource: name the resources`,
      ),
    );
};

const longPolicies = ({ address, type, attributes }: SynthesisedResource): readonly Violation[] => {
  const most = LONGEST_POLICY[type];
  const length = typeof attributes['policy'] === 'string' ? attributes['policy'].length : 0;
  return most === undefined || length <= most
    ? []
    : [
        `${address}: a policy of ${length} characters, IAM takes ${most}: name fewer repositories or clusters, such as by REGISTRY/path/*`,
      ];
};

const unlimitedLogs = ({ address, type, attributes }: SynthesisedResource): readonly Violation[] =>
  type !== 'aws_cloudwatch_log_group' || Number(attributes['retention_in_days']) > 0
    ? []
    : [`${address}: a log group without retention keeps its logs for ever: set retention_in_days`];

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
    : [`${address}: neither it nor its provider has tags: give it some, or the stack's provider`];
};

/** Finds everything in a stack that breaks a rule that holds for all of this project's stacks. */
export const findViolations = (stack: SynthesisedStack): readonly Violation[] =>
  stack.resources.flatMap((resource) => [
    ...wildcardActions(resource),
    ...wildcardResources(resource),
    ...longPolicies(resource),
    ...unlimitedLogs(resource),
    ...untagged(resource, stack),
  ]);
