import { parseArgs } from 'node:util';
import { UsageError } from '../../shared/usage-error';

/** What `image-trust plan` was asked. */
export interface PlanOptions {
  readonly deployment: string | undefined;
  /** Where the Markdown is written to. */
  readonly markdown: string | undefined;
  readonly json: boolean;
  /** For how many seconds somebody else's lock of a state is waited for. */
  readonly lockTimeoutSeconds: number;
}

const OPTIONS = {
  deployment: { type: 'string' },
  markdown: { type: 'string' },
  json: { type: 'boolean', default: false },
  'lock-timeout': { type: 'string', default: '60' },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(`plan: ${(error as Error).message}`, { cause: error });
  }
};

const SECONDS = /^\d{1,5}$/;

/**
 * Reads the arguments of `image-trust plan`.
 * @throws UsageError that says what is wrong with them.
 */
export const parsePlanOptions = (args: readonly string[]): PlanOptions => {
  const values = parse(args);
  const seconds = values['lock-timeout'];
  if (!SECONDS.test(seconds))
    throw new UsageError(`plan: --lock-timeout: expected a whole number of seconds, found ${JSON.stringify(seconds)}`);
  if (values.markdown === '') throw new UsageError('plan: --markdown: expected a file, found nothing');
  return {
    deployment: values.deployment,
    markdown: values.markdown,
    json: values.json,
    lockTimeoutSeconds: Number(seconds),
  };
};
