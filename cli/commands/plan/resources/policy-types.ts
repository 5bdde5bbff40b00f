import { WHOLE_POLICY, type Grant } from './grants';
import type { Attributes } from './read-plan';

/** Where the grants of a resource type are: in a policy document, or in its own fields. */
type GrantSource =
  | { readonly kind: 'policy'; readonly attribute: string }
  | { readonly kind: 'fields'; readonly grant: (attributes: Attributes) => Grant };

/** How a resource type grants permissions. */
export interface PolicyType {
  readonly source: GrantSource;
  /** Whether the policy belongs to the resource that it protects, so that `*` means that resource alone. */
  readonly ofItself: boolean;
  readonly holder: (attributes: Attributes, address: string) => string;
}

const text = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

/** `…/NAME` and `…:NAME` alike. */
const lastPart = (value: string): string => value.split(/[/:]/).at(-1) ?? value;

const named = (what: string, attribute: string) => (attributes: Attributes, address: string) =>
  `${what} ${lastPart(text(attributes[attribute], address))}`;

const policyOf = (what: string, attribute: string): PolicyType => ({
  source: { kind: 'policy', attribute: 'policy' },
  ofItself: true,
  holder: (attributes, address) => `${what} ${text(attributes[attribute], address)}`,
});

const allowing = (attributes: Attributes, principal: string, action: string): Grant => ({
  effect: 'Allow',
  principal: text(attributes[principal], 'known only after apply'),
  action: text(attributes[action], 'known only after apply'),
  resource: '',
  condition: '',
});

/** The resource types that grant permissions, and how each does. */
export const POLICY_TYPES: Readonly<Record<string, PolicyType>> = {
  aws_iam_role: {
    source: { kind: 'policy', attribute: 'assume_role_policy' },
    ofItself: true,
    holder: (attributes, address) => `trust policy of role ${text(attributes['name'], address)}`,
  },
  aws_iam_role_policy: { ...policyOf('policy of role', 'role'), ofItself: false },
  aws_iam_policy: { ...policyOf('policy', 'name'), ofItself: false },
  aws_iam_role_policy_attachment: {
    source: {
      kind: 'fields',
      grant: ({ policy_arn: policy }) => ({
        effect: 'Allow',
        principal: '',
        action: WHOLE_POLICY,
        resource: text(policy, 'known only after apply'),
        condition: '',
      }),
    },
    ofItself: true,
    holder: named('role', 'role'),
  },
  aws_sqs_queue_policy: { ...policyOf('queue', 'queue_url'), holder: named('queue', 'queue_url') },
  aws_sns_topic_policy: { ...policyOf('topic', 'arn'), holder: named('topic', 'arn') },
  aws_kms_key: policyOf('key for', 'description'),
  aws_s3_bucket_policy: policyOf('bucket', 'bucket'),
  aws_dynamodb_resource_policy: { ...policyOf('table', 'resource_arn'), holder: named('table', 'resource_arn') },
  aws_ecr_repository_policy: policyOf('repository', 'repository'),
  aws_lambda_permission: {
    source: { kind: 'fields', grant: (attributes) => allowing(attributes, 'principal', 'action') },
    ofItself: true,
    holder: named('function', 'function_name'),
  },
  aws_signer_signing_profile_permission: {
    source: { kind: 'fields', grant: (attributes) => allowing(attributes, 'principal', 'action') },
    ofItself: true,
    holder: named('signing profile', 'profile_name'),
  },
};
