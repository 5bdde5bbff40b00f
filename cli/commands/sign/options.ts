import { parseArgs } from 'node:util';
import { BUILDER_NAMES, isBuilderName, type BuilderName } from '../../../adapters/builders/builder';
import { parseSignerArn } from '../../../contracts/naming/parse-arn';
import { ImageReferenceError, parseImageReference, registryIdentity } from '../../../verification';
import { UsageError } from '../../shared/usage-error';

/** What `image-trust sign` was asked. */
export interface SignOptions {
  /** `registry/repository@digest`, each in ECR. */
  readonly images: readonly string[];
  readonly deployment: string | undefined;
  readonly outputs: string | undefined;
  readonly profile: string | undefined;
  readonly builder: BuilderName | undefined;
}

const OPTIONS = {
  deployment: { type: 'string' },
  outputs: { type: 'string' },
  profile: { type: 'string' },
  builder: { type: 'string' },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`sign: ${(error as Error).message}`, { cause: error });
  }
};

const PARTITIONS: readonly unknown[] = ['aws', 'aws-us-gov'];

const problemWithProfile = (arn: string | undefined): readonly string[] =>
  arn === undefined || PARTITIONS.includes(parseSignerArn(arn)?.partition)
    ? []
    : [`  --profile: expected the ARN of a signing profile in aws or aws-us-gov, found ${JSON.stringify(arn)}`];

const problemWith = (image: string): readonly string[] => {
  try {
    const { registry, digest } = parseImageReference(image);
    if (digest === undefined)
      return [`  IMAGE ${JSON.stringify(image)}: expected a digest, since a tag can move: REPOSITORY@sha256:…`];
    return registryIdentity(registry).kind === 'ecr'
      ? []
      : [`  IMAGE ${JSON.stringify(image)}: expected an image in ECR, found the registry ${registry}`];
  } catch (error) {
    if (error instanceof ImageReferenceError) return [`  IMAGE ${JSON.stringify(image)}: ${error.message}`];
    throw error;
  }
};

/**
 * Reads the arguments of `image-trust sign`.
 * @throws UsageError that tells all problems at once.
 */
export const parseSignOptions = (args: readonly string[]): SignOptions => {
  const { values, positionals: images } = parse(args);
  const { deployment, outputs, profile, builder } = values;
  const known = builder !== undefined && isBuilderName(builder) ? builder : undefined;
  const problems = [
    ...(images.length === 0 ? ['  IMAGE: expected at least one image by digest, found none'] : []),
    ...images.flatMap(problemWith),
    ...problemWithProfile(profile),
    ...(builder !== known
      ? [`  --builder: expected ${BUILDER_NAMES.join(', ')}, found ${JSON.stringify(builder)}`]
      : []),
  ];
  if (problems.length > 0) throw new UsageError(['sign: wrong use', ...problems].join('\n'));
  return { images, deployment, outputs, profile, builder: known };
};
