import type { OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  deployment: DEPLOYMENT,
  output: {
    type: 'file',
    name: '--output',
    placeholder: 'FOLDER',
    conflicts: ['--json'],
    help: 'write each policy to a file in this folder, NAME.json, instead of printing it',
  },
  json: { ...JSON_OUTPUT, conflicts: ['--output'] },
} as const satisfies OptionTable;

export const POLICIES = { name: 'policies', options: OPTIONS };

/** A parsed command line of `image-trust policies`. */
export type PoliciesOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust policies`.
 * @throws UsageError that lists every problem.
 */
export const parsePoliciesOptions = parserOf(POLICIES);
