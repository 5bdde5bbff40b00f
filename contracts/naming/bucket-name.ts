/** The longest name of an S3 bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const MAX_BUCKET_NAME_LENGTH = 63;

/** What no bucket's name may begin with. AWS documents a hyphen after the last two; we don't rely on it. */
const RESERVED_PREFIXES = ['xn--', 'sthree', 'amzn-s3-demo'] as const;
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'] as const;

const escaped = (texts: readonly string[]): string => texts.join('|').replaceAll('.', '\\.');
const NO_RESERVED = `(?!${escaped(RESERVED_PREFIXES)})(?!.*(?:${escaped(RESERVED_SUFFIXES)})$)`;
const NO_IP_ADDRESS = '(?![0-9]+(?:\\.[0-9]+){3}$)';

/** The names that S3 allows for a bucket. */
export const BUCKET_NAME = new RegExp(
  `^${NO_RESERVED}${NO_IP_ADDRESS}(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,${MAX_BUCKET_NAME_LENGTH - 2}}[a-z0-9]$`,
);

/** The beginning of a name that S3 reserves, if it has one. */
export const reservedPrefix = (name: string): string | undefined =>
  RESERVED_PREFIXES.find((prefix) => name.startsWith(prefix));

/** What S3 expects of a bucket's name instead of one that it refuses. */
export const expectedBucketName = (name: string): string => {
  const reserved = reservedPrefix(name) ?? RESERVED_SUFFIXES.find((suffix) => name.endsWith(suffix));
  const form = `the name of an S3 bucket: 3 to ${MAX_BUCKET_NAME_LENGTH} lower-case letters, digits, hyphens and single dots, and not an IP address`;
  return reserved === undefined ? form : `the name of an S3 bucket without ${reserved}, which S3 reserves`;
};
