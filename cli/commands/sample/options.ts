import type { SampleVariant } from '../../../contracts/deployment/deployment-images';
import type { OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const VARIANTS = ['signed', 'unsigned'] as const satisfies readonly SampleVariant[];

const OPTIONS = {
  variant: { type: 'word', name: 'signed|unsigned', values: VARIANTS, help: 'which of the two sample tasks to start' },
  deployment: DEPLOYMENT,
  timeoutSeconds: {
    type: 'whole-number',
    name: '--timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 1,
    max: 99_999,
    default: 300,
    help: 'how long to wait for the verdict',
  },
  keep: {
    type: 'flag',
    name: '--keep',
    help: 'leave the task running; on a cluster in mode enforce you can watch the verifier stop an unsigned one',
  },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export const SAMPLE = { name: 'sample', options: OPTIONS };

/** A parsed command line of `image-trust sample`. */
export type SampleOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust sample`.
 * @throws UsageError that lists every problem.
 */
export const parseSampleOptions = parserOf(SAMPLE);
