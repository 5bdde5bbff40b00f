import { parseSignerArn } from '../../../contracts/naming/parse-arn';
import { ImageReferenceError, parseImageReference, registryIdentity } from '../../../verification';
import type { Check, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { BUILDER, DEPLOYMENT, JSON_OUTPUT, OUTPUTS } from '../../shared/options/shared-options';

const PARTITIONS: readonly unknown[] = ['aws', 'aws-us-gov'];

const checkProfile: Check = (arn) =>
  PARTITIONS.includes(parseSignerArn(arn)?.partition)
    ? undefined
    : `expected the ARN of a signing profile in aws or aws-us-gov, found ${JSON.stringify(arn)}`;

const checkImage: Check = (image) => {
  try {
    const { registry, digest } = parseImageReference(image);
    if (digest === undefined) return 'expected a digest, since a tag can move: REPOSITORY@sha256:…; found none';
    return registryIdentity(registry).kind === 'ecr'
      ? undefined
      : `expected an image in ECR, found the registry ${registry}`;
  } catch (error) {
    if (error instanceof ImageReferenceError) return error.message;
    throw error;
  }
};

const OPTIONS = {
  images: {
    type: 'operands',
    name: 'IMAGE',
    atLeast: 'one image by digest',
    check: checkImage,
    help: 'an image in ECR by digest: ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:…',
  },
  deployment: { ...DEPLOYMENT, help: 'the deployment whose profile signs', conflicts: ['--profile'] },
  outputs: { ...OUTPUTS, conflicts: ['--profile'] },
  profile: {
    type: 'text',
    name: '--profile',
    placeholder: 'ARN',
    check: checkProfile,
    conflicts: ['--deployment', '--outputs'],
    help: 'a signing profile, or one version of it, instead of that of a deployment',
  },
  builder: { ...BUILDER, help: 'the program that reads the registry; docker needs buildx, the others need skopeo' },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export const SIGN = { name: 'sign', options: OPTIONS };

/** A parsed command line of `image-trust sign`; each image is `registry/repository@digest` in ECR. */
export type SignOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust sign`.
 * @throws UsageError that lists every problem.
 */
export const parseSignOptions = parserOf(SIGN);
