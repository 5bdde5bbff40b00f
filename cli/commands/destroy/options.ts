import type { OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import {
  AUTO_APPROVE,
  DEPLOYMENT,
  DRY_RUN,
  JSON_OUTPUT,
  SKIP_PROVIDER_LOCK,
} from '../../shared/options/shared-options';

const OPTIONS = {
  deployment: DEPLOYMENT,
  withSigning: { type: 'flag', name: '--with-signing', help: 'destroy the signing stack as well, after the others' },
  autoApprove: AUTO_APPROVE,
  dryRun: DRY_RUN,
  json: JSON_OUTPUT,
  skipProviderLock: SKIP_PROVIDER_LOCK,
} as const satisfies OptionTable;

export const DESTROY = { name: 'destroy', options: OPTIONS };

/** A parsed command line of `image-trust destroy`. */
export type DestroyOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust destroy`.
 * @throws UsageError that lists every problem.
 */
export const parseDestroyOptions = parserOf(DESTROY);
