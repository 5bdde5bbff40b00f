import { parseArgs } from 'node:util';
import type { SampleVariant } from '../../../contracts/deployment/deployment-images';
import { UsageError } from '../../shared/usage-error';

/** What `image-trust sample` was asked. */
export interface SampleOptions {
  readonly variant: SampleVariant;
  readonly deployment: string | undefined;
  /** How long the verdict is waited for, in seconds. */
  readonly timeoutSeconds: number;
  /** Whether the task goes on running afterwards. */
  readonly keep: boolean;
}

const OPTIONS = {
  deployment: { type: 'string' },
  timeout: { type: 'string', default: '300' },
  keep: { type: 'boolean', default: false },
} as const;

const VARIANTS = ['signed', 'unsigned'] as const satisfies readonly SampleVariant[];

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`sample: ${(error as Error).message}`, { cause: error });
  }
};

/**
 * Reads the arguments of `image-trust sample`.
 * @throws UsageError that tells all problems at once.
 */
export const parseSampleOptions = (args: readonly string[]): SampleOptions => {
  const { values, positionals } = parse(args);
  const { deployment, timeout, keep } = values;
  const variant = positionals.length === 1 ? VARIANTS.find((each) => each === positionals[0]) : undefined;
  const isTimeout = /^[1-9][0-9]{0,4}$/.test(timeout);
  const problems = [
    ...(variant === undefined ? [`  expected signed or unsigned, found ${positionals.join(' ') || 'neither'}`] : []),
    ...(isTimeout ? [] : [`  --timeout: expected a whole number of seconds from 1 to 99999, found ${timeout}`]),
  ];
  if (variant === undefined || problems.length > 0) throw new UsageError(['sample: wrong use', ...problems].join('\n'));
  return { variant, deployment, timeoutSeconds: Number(timeout), keep };
};
