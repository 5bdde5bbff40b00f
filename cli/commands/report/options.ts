import type { Declared, OptionTable, Values } from '../../shared/options/declaration';
import { parserOf } from '../../shared/options/parse';
import { DEPLOYMENT, JSON_OUTPUT } from '../../shared/options/shared-options';

const OPTIONS = {
  deployment: { ...DEPLOYMENT, help: 'the deployment whose report is wanted' },
  now: {
    type: 'flag',
    name: '--now',
    help: 'make a report from what runs now, instead of fetching the latest one of the sweep',
  },
  open: {
    type: 'flag',
    name: '--open',
    conflicts: ['--output', '--json', '--csv'],
    help: 'write the page to a temporary file that only you can read, and open it in the browser',
  },
  output: {
    type: 'file',
    name: '--output',
    placeholder: 'FILE',
    conflicts: ['--json', '--csv'],
    help: 'write the report to a file that ends in .html (the page), .json or .csv',
  },
  json: { ...JSON_OUTPUT, conflicts: ['--csv'], help: 'print the report as JSON on stdout' },
  csv: {
    type: 'flag',
    name: '--csv',
    help: 'print one row for each container as CSV (RFC 4180) on stdout',
  },
  failOn: {
    type: 'choice',
    name: '--fail-on',
    placeholder: 'WHAT',
    values: ['untrusted', 'not-covered'],
    help: 'exit with 1 if something is untrusted; not-covered: also with 3 if something could not be verified, or the report is old',
    otherwise: 'the exit code does not depend on the verdicts',
  },
} as const satisfies OptionTable;

/** The formats of files, by how their names end. */
export const FORMATS = ['html', 'json', 'csv'] as const;

/** One format of a file. */
export type Format = (typeof FORMATS)[number];

/** The format of a file by its name; undefined for any other name. */
export const formatOf = (file: string): Format | undefined =>
  FORMATS.find((format) => file.toLowerCase().endsWith(`.${format}`));

const problemsBetween = ({ output }: Partial<Values<typeof OPTIONS>>): readonly string[] =>
  output === undefined || formatOf(output) !== undefined
    ? []
    : [`--output: expected a file that ends in .html, .json or .csv, found ${JSON.stringify(output)}`];

/** The command `image-trust report` and its options. */
export const REPORT = { name: 'report', options: OPTIONS, check: problemsBetween } satisfies Declared<typeof OPTIONS>;

/** A parsed command line of `image-trust report`. */
export type ReportOptions = Values<typeof OPTIONS>;

/**
 * Parses the arguments of `image-trust report`.
 * @throws UsageError that lists every problem.
 */
export const parseReportOptions = parserOf(REPORT);
