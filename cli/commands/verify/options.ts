import { parseArgs } from 'node:util';
import { ImageReferenceError, parseImageReference } from '../../../verification';
import { UsageError } from '../../shared/usage-error';

/** What `image-trust verify` was asked. */
export interface VerifyOptions {
  readonly images: readonly string[];
  readonly deployment: string | undefined;
  readonly trust: string | undefined;
  readonly json: boolean;
  readonly explain: boolean;
}

const OPTIONS = {
  deployment: { type: 'string' },
  trust: { type: 'string' },
  json: { type: 'boolean', default: false },
  explain: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`verify: ${(error as Error).message}`, { cause: error });
  }
};

const problemWith = (image: string): readonly string[] => {
  try {
    parseImageReference(image);
    return [];
  } catch (error) {
    if (error instanceof ImageReferenceError) return [`  IMAGE ${JSON.stringify(image)}: ${error.message}`];
    throw error;
  }
};

/**
 * Reads the arguments of `image-trust verify`.
 * @throws UsageError that tells all problems at once.
 */
export const parseVerifyOptions = (args: readonly string[]): VerifyOptions => {
  const { values, positionals: images } = parse(args);
  const problems = [
    ...(images.length === 0 ? ['  IMAGE: expected at least one image reference, found none'] : []),
    ...(values.deployment !== undefined && values.trust !== undefined
      ? ['  --deployment, --trust: expected one of them, found both']
      : []),
    ...images.flatMap(problemWith),
  ];
  if (problems.length > 0) throw new UsageError(['verify: wrong use', ...problems].join('\n'));
  const { deployment, trust, json, explain } = values;
  return { images, deployment, trust, json, explain };
};
