import type { Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { AUTO_APPROVE, DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  action: {
    type: 'word',
    name: 'list|redrive',
    values: ['list', 'redrive'],
    help: 'list: show what waits, and change nothing; redrive: move all dead letters back to the queue',
  },
  deployment: DEPLOYMENT,
  autoApprove: { ...AUTO_APPROVE, help: 'redrive: do not ask; without it, one question on the terminal comes first' },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

const problemsBetween = ({ action, autoApprove }: Partial<Values<typeof OPTIONS>>): readonly string[] =>
  action === 'list' && autoApprove === true ? [`${OPTIONS.autoApprove.name}: expected only with redrive`] : [];

export const DEAD_LETTERS = {
  name: 'dead-letters',
  options: OPTIONS,
  check: problemsBetween,
} satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust dead-letters`. */
export type DeadLettersOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust dead-letters`.
 * @throws UsageError that lists every problem.
 */
export const parseDeadLettersOptions = parserOf(DEAD_LETTERS);
