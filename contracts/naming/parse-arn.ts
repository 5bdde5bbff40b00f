/** The parts of an ARN that locate a resource. */
export interface ArnScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** An AWS Signer profile or profile version. */
export interface SignerArn extends ArnScope {
  readonly profile: string;
  readonly version: string | undefined;
}

/** An ECS cluster. */
export interface ClusterArn extends ArnScope {
  readonly cluster: string;
}

/** A KMS key. */
export interface KeyArn extends ArnScope {
  readonly key: string;
}

/** A secret of AWS Secrets Manager. */
export interface SecretArn extends ArnScope {
  /** The name, with the suffix that AWS adds. */
  readonly secret: string;
}

/** A managed IAM policy; `account` is `aws` for a policy of AWS. */
export interface PolicyArn extends Pick<ArnScope, 'partition' | 'account'> {
  /** The path and the name of the policy. */
  readonly policy: string;
}

/** An IAM role, an IAM user or the root of an account. */
export interface PrincipalArn extends Pick<ArnScope, 'partition' | 'account'> {
  readonly kind: 'role' | 'user' | 'root';
}

const SCOPE = '(?<region>[a-z]{2,}(?:-[a-z]+)+-[0-9]+):(?<account>[0-9]{12})';
const PARTITION = '(?<partition>aws|aws-us-gov|aws-cn)';
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssigner.html
const SIGNER = new RegExp(
  `^arn:${PARTITION}:signer:${SCOPE}:/signing-profiles/(?<profile>[A-Za-z0-9_]{2,64})(?:/(?<version>[A-Za-z0-9]{10}))?$`,
);
const CLUSTER = new RegExp(`^arn:${PARTITION}:ecs:${SCOPE}:cluster/(?<cluster>[A-Za-z0-9_-]{1,255})$`);
const KEY = new RegExp(`^arn:${PARTITION}:kms:${SCOPE}:key/(?<key>[A-Za-z0-9-]{1,64})$`);
const SECRET = new RegExp(`^arn:${PARTITION}:secretsmanager:${SCOPE}:secret:(?<secret>[A-Za-z0-9/_+=.@-]{1,519})$`);
const POLICY = new RegExp(
  `^arn:${PARTITION}:iam::(?<account>[0-9]{12}|aws):policy/(?<policy>[A-Za-z0-9_+=,.@/-]{1,640})$`,
);
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const PRINCIPAL = new RegExp(
  `^arn:${PARTITION}:iam::(?<account>[0-9]{12}):(?:(?<kind>role|user)/(?:[A-Za-z0-9_+=,.@/-]{1,510}/)?[A-Za-z0-9_+=,.@-]{1,64}|root)$`,
);

const scopeOf = (groups: Readonly<Record<string, string>>): ArnScope => ({
  partition: groups['partition'] ?? '',
  region: groups['region'] ?? '',
  account: groups['account'] ?? '',
});

/** Parses the ARN of a signing profile or profile version; undefined for any other text. */
export const parseSignerArn = (text: string): SignerArn | undefined => {
  const groups = SIGNER.exec(text)?.groups;
  return groups && { ...scopeOf(groups), profile: groups['profile'] ?? '', version: groups['version'] };
};

/** Whether a text is the ARN of an alias of a signing profile. */
export const isSignerAlias = (text: string): boolean => /^arn:[^:]*:signer:[^:]*:[^:]*:.*aliases\//.test(text);

/** Parses the ARN of an ECS cluster; undefined for any other text. */
export const parseClusterArn = (text: string): ClusterArn | undefined => {
  const groups = CLUSTER.exec(text)?.groups;
  return groups && { ...scopeOf(groups), cluster: groups['cluster'] ?? '' };
};

/** The ARN of an ECS cluster. */
export const formatClusterArn = ({ partition, region, account, cluster }: ClusterArn): string =>
  `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`;

const CLUSTER_NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Whether a text is the name or the ARN of an ECS cluster. */
export const isClusterName = (text: string): boolean => CLUSTER_NAME.test(text) || parseClusterArn(text) !== undefined;

/** Parses the ARN of a KMS key; undefined for any other text, also for an alias. */
export const parseKeyArn = (text: string): KeyArn | undefined => {
  const groups = KEY.exec(text)?.groups;
  return groups && { ...scopeOf(groups), key: groups['key'] ?? '' };
};

/** Parses the ARN of a secret; undefined for any other text. */
export const parseSecretArn = (text: string): SecretArn | undefined => {
  const groups = SECRET.exec(text)?.groups;
  return groups && { ...scopeOf(groups), secret: groups['secret'] ?? '' };
};

/** Parses the ARN of a managed policy; undefined for any other text. */
export const parsePolicyArn = (text: string): PolicyArn | undefined => {
  const groups = POLICY.exec(text)?.groups;
  const { partition, account } = scopeOf(groups ?? {});
  return groups && { partition, account, policy: groups['policy'] ?? '' };
};

/** Parses the ARN of a role, a user or an account's root; undefined for any other text, also for one with wildcards. */
export const parsePrincipalArn = (text: string): PrincipalArn | undefined => {
  const groups = PRINCIPAL.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { partition, account } = scopeOf(groups);
  const { kind } = groups;
  return { partition, account, kind: kind === 'role' || kind === 'user' ? kind : 'root' };
};
