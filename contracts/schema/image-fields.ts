import * as z from 'zod';
import { isSignerAlias, parseSignerArn } from '../naming/parse-arn';
import { textField } from './fields';

/**
 * The path of an ECR repository. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
const REPOSITORY = '[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*';

// ECR would accept its own host as the beginning of a repository's name.
const NO_REGISTRY = '(?!(?:[0-9]{12}\\.dkr[.-]ecr|[^/]*\\.amazonaws\\.com)[./])';
const REPOSITORY_NAME = new RegExp(`^${NO_REGISTRY}(?=.{2,256}$)${REPOSITORY}$`);

/** The repository's name in a URI or an ARN, or undefined if it has none. */
const nameIn = (text: string): string | undefined => {
  const named = /^arn:[^:]*:ecr:[^:]*:[^:]*:repository\/(.+)$/.exec(text)?.[1];
  const uri = /^(?:[a-z]+:\/\/)?[^/]*[.:][^/]*\/([^@:]+)(?::[^@]*)?(?:@.*)?$/.exec(text)?.[1];
  const name = named ?? uri;
  return name !== undefined && REPOSITORY_NAME.test(name) ? name : undefined;
};

const expectedRepository = (found: unknown): string => {
  const name = typeof found === 'string' ? nameIn(found) : undefined;
  return name === undefined
    ? 'the name of an ECR repository without a registry: 2 to 256 lower-case letters and digits, with single . _ - / between them'
    : `the name of an ECR repository without its registry: ${name}`;
};

/** The name of an ECR repository, without its registry. */
export const repositoryNameField = z
  .string({ error: ({ input }) => expectedRepository(input) })
  .regex(REPOSITORY_NAME, { error: ({ input }) => expectedRepository(input) });

/** The URI of an ECR repository. */
export const repositoryUriField = textField(
  'the URI of an ECR repository, ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME without tag or digest',
  new RegExp(`^[0-9]{12}\\.dkr\\.ecr\\.[a-z]{2,}(?:-[a-z]+)+-[0-9]+\\.amazonaws\\.com\\/${REPOSITORY}$`),
);

/** The digest of an image. */
export const digestField = textField('a digest sha256:<64 hexadecimal digits>', /^sha256:[0-9a-f]{64}$/);

/** The tag of an image. */
export const tagField = textField('a tag of 1 to 128 letters, digits and _.-', /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/);

const PROFILE_VERSION = 'the ARN arn:PARTITION:signer:REGION:ACCOUNT:/signing-profiles/NAME/VERSION';

/** The ARN of a signing profile version. */
export const profileVersionArnField = z
  .string(PROFILE_VERSION)
  .refine((text) => parseSignerArn(text)?.version !== undefined, {
    error: ({ input }) =>
      isSignerAlias(String(input)) ? `${PROFILE_VERSION} instead of an alias, which can be moved` : PROFILE_VERSION,
  });

const PROFILE = 'the ARN arn:PARTITION:signer:REGION:ACCOUNT:/signing-profiles/NAME';

/** The ARN of a signing profile, without a version. */
export const profileArnField = z.string(PROFILE).refine(
  (text) => {
    const arn = parseSignerArn(text);
    return arn !== undefined && arn.version === undefined;
  },
  { error: PROFILE },
);
