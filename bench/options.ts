import { parseArgs } from 'node:util';
import { UsageError } from '../cli/shared/usage-error';

/** How much is measured. */
export interface Extent {
  readonly rounds: number;
  /** How many events the launch function handles in the measurement of rates. */
  readonly events: number;
  /** How many of them the tutorial-like handler handles; it is too slow for more, and its rate does not change. */
  readonly tutorialEvents: number;
}

/** What the command line asks for. */
export type BenchOptions = { readonly help: true } | ({ readonly help: false; readonly json: boolean } & Extent);

const FULL: Extent = { rounds: 9, events: 1_000, tutorialEvents: 200 };
const QUICK: Extent = { rounds: 3, events: 200, tutorialEvents: 20 };

export const USAGE = `Usage: npm run bench [-- [--quick] [--rounds N] [--json]]

Measures the launch function in the demo's emulated environment beside notation verify alone and a
handler like that of AWS's tutorial: load time and bundle, one image, a stream of events, and a
network with delay. Each round measures everything once, in turns. Quote the ratios, which are
medians of the rounds' ratios: the times depend on the machine. No figure makes the command fail.

Options:
  --quick     ${QUICK.rounds} rounds and ${QUICK.events} events, to see that everything works
  --rounds N  how many rounds to measure, 1 to 999; default ${FULL.rounds}
  --json      print one JSON document instead of tables
  -h, --help  print this help

Examples:
  npm run bench                          measure everything, with ${FULL.events} events
  npm run --silent bench -- --json       print JSON alone on stdout

Progress goes to stderr. AWS_SIGNER_PLUGIN names the AWS Signer plugin to measure with.
Exit codes: 0 measured; 1 failed; 2 usage error.
`;

/**
 * Parses the command line.
 * @throws UsageError, or parseArgs' TypeError.
 */
export const parseOptions = (args: readonly string[]): BenchOptions => {
  const options = {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { quick = false, rounds, json = false, help } = parseArgs({ args: [...args], options }).values;
  if (help === true) return { help: true };
  const extent = quick ? QUICK : FULL;
  if (rounds !== undefined && !/^[1-9][0-9]{0,2}$/.test(rounds))
    throw new UsageError(`--rounds: expected 1 to 999, found ${JSON.stringify(rounds)}`);
  return { help: false, json, ...extent, rounds: rounds === undefined ? extent.rounds : Number(rounds) };
};
