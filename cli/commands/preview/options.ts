import type { Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  deployment: { ...DEPLOYMENT, help: 'the deployment whose file in the working tree is previewed' },
  report: {
    type: 'file',
    name: '--report',
    placeholder: 'FILE',
    help: 'take what runs from this report (report.json, or from image-trust report --json), instead of from ECS',
  },
  json: { ...JSON_OUTPUT, conflicts: ['--markdown'] },
  markdown: { type: 'flag', name: '--markdown', help: 'print Markdown on stdout, short enough for one comment' },
  failOn: {
    type: 'choice',
    name: '--fail-on',
    placeholder: 'WHAT',
    values: ['untrusted', 'inconclusive'],
    help: 'exit with 1 if something would be untrusted; inconclusive: also with 3 if something could not be verified',
    otherwise: 'the exit code does not depend on the verdicts',
  },
} as const satisfies OptionTable;

/** The command `image-trust preview` and its options. */
export const PREVIEW = { name: 'preview', options: OPTIONS } satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust preview`. */
export type PreviewOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust preview`.
 * @throws UsageError that lists every problem.
 */
export const parsePreviewOptions = parserOf(PREVIEW);
