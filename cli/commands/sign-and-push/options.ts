import { parseArgs } from 'node:util';
import { BUILDER_NAMES, isBuilderName, type BuilderName } from '../../../adapters/builders/builder';
import { UsageError } from '../../shared/usage-error';

/** What `image-trust sign-and-push` was asked. */
export interface SignAndPushOptions {
  readonly deployment: string | undefined;
  readonly outputs: string | undefined;
  /** Only these images; empty: all. */
  readonly images: readonly string[];
  readonly builder: BuilderName | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly dryRun: boolean;
}

const OPTIONS = {
  deployment: { type: 'string' },
  outputs: { type: 'string' },
  image: { type: 'string', multiple: true },
  builder: { type: 'string' },
  'build-arg': { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
} as const;

const BUILD_ARGUMENT = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(`sign-and-push: ${(error as Error).message}`, { cause: error });
  }
};

/**
 * Reads the arguments of `image-trust sign-and-push`.
 * @throws UsageError that tells all problems at once.
 */
export const parseSignAndPushOptions = (args: readonly string[]): SignAndPushOptions => {
  const { deployment, outputs, image: images = [], builder, 'build-arg': pairs = [], 'dry-run': dryRun } = parse(args);
  const known = builder !== undefined && isBuilderName(builder) ? builder : undefined;
  const parsed = pairs.map((pair) => ({ pair, match: BUILD_ARGUMENT.exec(pair) }));
  const problems = [
    ...(builder !== known
      ? [`  --builder: expected ${BUILDER_NAMES.join(', ')}, found ${JSON.stringify(builder)}`]
      : []),
    ...parsed.flatMap(({ pair, match }) =>
      match === null ? [`  --build-arg: expected NAME=VALUE, found ${JSON.stringify(pair)}`] : [],
    ),
  ];
  if (problems.length > 0) throw new UsageError(['sign-and-push: wrong use', ...problems].join('\n'));
  const buildArguments = Object.fromEntries(parsed.map(({ match }) => [match?.[1] ?? '', match?.[2] ?? '']));
  return { deployment, outputs, images, builder: known, buildArguments, dryRun };
};
