/** How long signatures of a profile are valid: for some days, without limit, or already expired when they are made. */
export type Validity = { readonly days: number } | 'unlimited' | 'already-expired';

/** A signing profile of the emulated AWS Signer. */
export interface SigningProfile {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly validity: Validity;
  /** The profile's ARN, which stands for all its versions. */
  readonly arn: string;
  /** The ARN of its current version. */
  readonly versionArn: string;
}

/** The profile to create. */
export interface ProfileInput {
  readonly account: string;
  readonly name: string;
  /** Default: `us-east-1`. */
  readonly region?: string;
  /** Default: `unlimited`. */
  readonly validity?: Validity;
}

const partitionOf = (region: string): string => (region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');

/** The profile with its ARNs; `version` consists of ten letters or digits. */
export const toSigningProfile = (input: ProfileInput, version: string): SigningProfile => {
  const { account, name, region = 'us-east-1', validity = 'unlimited' } = input;
  const arn = `arn:${partitionOf(region)}:signer:${region}:${account}:/signing-profiles/${name}`;
  return { name, account, region, validity, arn, versionArn: `${arn}/${version}` };
};

const hoursAfter = (time: Date, hours: number): Date => new Date(time.getTime() + hours * 3_600_000);

/** The signing time and expiry of a signature that is made now. */
export const signingTimesOf = ({ validity }: SigningProfile, now: Date): { signingTime: Date; expiry?: Date } => {
  if (validity === 'unlimited') return { signingTime: now };
  if (validity === 'already-expired') return { signingTime: hoursAfter(now, -2), expiry: hoursAfter(now, -1) };
  return { signingTime: now, expiry: hoursAfter(now, validity.days * 24) };
};

/** The ARN of a signing job of that profile's account. */
export const toJobArn = ({ region, account }: SigningProfile, id: string): string =>
  `arn:${partitionOf(region)}:signer:${region}:${account}:/signing-jobs/${id}`;
