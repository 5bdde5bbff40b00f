import { parseArgs } from 'node:util';
import { UsageError } from '../../shared/usage-error';

/** What `image-trust destroy` was asked. */
export interface DestroyOptions {
  readonly deployment: string | undefined;
  /** Whether the signing stack goes, too. */
  readonly withSigning: boolean;
  readonly autoApprove: boolean;
  readonly dryRun: boolean;
  readonly skipProviderLock: boolean;
}

const OPTIONS = {
  deployment: { type: 'string' },
  'with-signing': { type: 'boolean', default: false },
  'auto-approve': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  'skip-provider-lock': { type: 'boolean', default: false },
} as const;

/**
 * Reads the arguments of `image-trust destroy`.
 * @throws UsageError that says what is wrong with them.
 */
export const parseDestroyOptions = (args: readonly string[]): DestroyOptions => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false, strict: true });
    return {
      deployment: values.deployment,
      withSigning: values['with-signing'],
      autoApprove: values['auto-approve'],
      dryRun: values['dry-run'],
      skipProviderLock: values['skip-provider-lock'],
    };
  } catch (error) {
    throw new UsageError(`destroy: ${(error as Error).message}`, { cause: error });
  }
};
