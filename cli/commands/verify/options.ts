import { ImageReferenceError, parseImageReference } from '../../../verification';
import type { Check, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT, TRUST } from '../../shared/options/shared-options';

const checkImage: Check = (image) => {
  try {
    parseImageReference(image);
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) return error.message;
    throw error;
  }
};

const OPTIONS = {
  images: {
    type: 'operands',
    name: 'IMAGE',
    atLeast: 'one image reference',
    check: checkImage,
    help: 'registry/repository@sha256:…, or a tag of an ECR repository: the image that it names now is verified',
  },
  deployment: { ...DEPLOYMENT, help: 'the deployment whose policies apply', conflicts: ['--trust'] },
  trust: TRUST,
  json: { ...JSON_OUTPUT, help: 'print a JSON list on stdout, one object for each image' },
  explain: { type: 'flag', name: '--explain', help: 'print on stderr how each verdict came about' },
} as const satisfies OptionTable;

export const VERIFY = { name: 'verify', options: OPTIONS };

/** A parsed command line of `image-trust verify`. */
export type VerifyOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust verify`.
 * @throws UsageError that lists every problem.
 */
export const parseVerifyOptions = parserOf(VERIFY);
