/** One statement of an IAM policy. Actions are exact, without wildcards. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string | readonly string[] } | { readonly Service: string };
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One value as a text, several as a list, as IAM itself writes them. */
export const oneOrMore = (values: readonly string[]): string | readonly string[] => {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : values;
};

/** Serialises a policy as literal JSON, which `terraform plan` can show. */
export const policyDocument = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/**
 * How many characters a managed policy may have; IAM does not count white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MAX_MANAGED_POLICY_LENGTH = 6_144;

/** The length of a policy as IAM counts it. */
export const policyLength = (statements: readonly Statement[]): number =>
  policyDocument(statements).replaceAll(/\s/g, '').length;
