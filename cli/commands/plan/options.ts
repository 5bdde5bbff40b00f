import type { OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  deployment: DEPLOYMENT,
  markdown: {
    type: 'file',
    name: '--markdown',
    placeholder: 'FILE',
    help: 'also write the summary as Markdown, short enough for one comment on a pull request',
  },
  report: {
    type: 'file',
    name: '--report',
    placeholder: 'FILE',
    help: 'the report by which to say what the plan means for running tasks',
    otherwise: 'the latest one of the sweep, where it can be read',
  },
  json: { ...JSON_OUTPUT, help: 'print the summary as JSON on stdout, instead of text' },
  lockTimeoutSeconds: {
    type: 'whole-number',
    name: '--lock-timeout',
    placeholder: 'SECONDS',
    unit: 'seconds',
    min: 0,
    max: 99_999,
    default: 60,
    help: "how long to wait for a lock on a stack's state",
  },
} as const satisfies OptionTable;

export const PLAN = { name: 'plan', options: OPTIONS };

/** A parsed command line of `image-trust plan`. */
export type PlanOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust plan`.
 * @throws UsageError that lists every problem.
 */
export const parsePlanOptions = parserOf(PLAN);
