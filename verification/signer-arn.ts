// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssigner.html
const SCOPE = 'arn:(?:aws|aws-us-gov|aws-cn):signer:[a-z]{2,}(?:-[a-z]+)+-[0-9]+:[0-9]{12}:';
const PROFILE = `${SCOPE}/signing-profiles/[A-Za-z0-9_]{2,64}`;
const PROFILE_VERSION = new RegExp(`^(?<profile>${PROFILE})/[A-Za-z0-9]{10}$`);
const ALIAS = new RegExp(`^${PROFILE}/aliases/[A-Za-z0-9_-]{1,64}$`);
const JOB = new RegExp(`^${SCOPE}/signing-jobs/[A-Za-z0-9-]{1,64}$`);

/** Whether a text is the ARN of a version of a signing profile, as a signature names its signer. */
export const isProfileVersionArn = (text: string): boolean => PROFILE_VERSION.test(text);

/** Whether a text is the ARN of a signing profile's alias. */
export const isProfileAliasArn = (text: string): boolean => ALIAS.test(text);

/** Whether a text is the ARN of a signing job. */
export const isSigningJobArn = (text: string): boolean => JOB.test(text);

/**
 * The signer among `signers` that a profile version belongs to: the version itself before its profile, compared with
 * letter case, since AWS Signer's plugin ignores it. Undefined when there is none.
 */
export const signerOf = (profileVersion: string, signers: readonly string[]): string | undefined => {
  const profile = PROFILE_VERSION.exec(profileVersion)?.groups?.['profile'];
  return [profileVersion, profile].find((arn) => arn !== undefined && signers.includes(arn));
};
