import { parseArgs } from 'node:util';
import { UsageError } from '../../shared/usage-error';
import type { GivenAnswers } from './answers';

/** What `image-trust init` was asked. */
export interface InitOptions {
  readonly given: GivenAnswers;
  /** Whether a file that is there may be written over. */
  readonly force: boolean;
}

const OPTIONS = {
  name: { type: 'string' },
  account: { type: 'string' },
  region: { type: 'string' },
  mode: { type: 'string' },
  repository: { type: 'string', multiple: true },
  subnet: { type: 'string', multiple: true },
  force: { type: 'boolean', default: false },
} as const;

/**
 * Reads the arguments of `image-trust init`; the answers themselves are checked later.
 * @throws UsageError that says what is wrong with them.
 */
export const parseInitOptions = (args: readonly string[]): InitOptions => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false, strict: true });
    const { name, account, region, mode, repository: repositories, subnet: subnets, force } = values;
    return { given: { name, account, region, mode, repositories, subnets }, force };
  } catch (error) {
    throw new UsageError(`init: ${(error as Error).message}`, { cause: error });
  }
};
