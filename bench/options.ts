import { parseArgs } from 'node:util';
import { UsageError } from '../cli/shared/usage-error';

/** How much is measured. */
export interface Extent {
  readonly rounds: number;
  /** How many events the launch function handles in the measurement of rates. */
  readonly events: number;
  /** How many of them the tutorial-like handler handles; it is too slow for more, and its rate does not change. */
  readonly tutorialEvents: number;
  /** How many tasks the sweep finds. */
  readonly sweepTasks: number;
  /** How many images they run. */
  readonly sweepImages: number;
}

/** What the command line asks for. */
export type BenchOptions =
  | { readonly help: true }
  | ({ readonly help: false; readonly json: boolean; readonly only: 'sweep' | undefined } & Extent);

const FULL: Extent = { rounds: 9, events: 1_000, tutorialEvents: 200, sweepTasks: 10_000, sweepImages: 200 };
const QUICK: Extent = { rounds: 3, events: 200, tutorialEvents: 20, sweepTasks: 1_000, sweepImages: 20 };

export const USAGE = `Usage: npm run bench [-- [--quick] [--rounds N] [--only sweep] [--json]]

Measures the launch function in the demo's emulated environment beside notation verify alone and a
handler like that of AWS's tutorial: load time and bundle, one image, a stream of events, a
network with delay, and a sweep over many tasks. Each round measures everything once, in turns. Quote the ratios, which are
medians of the rounds' ratios: the times depend on the machine. No figure makes the command fail.

Options:
  --quick     ${QUICK.rounds} rounds, ${QUICK.events} events and ${QUICK.sweepTasks} tasks, to see that everything works
  --rounds N  how many rounds to measure, 1 to 999; default ${FULL.rounds}
  --only sweep
              measure the sweep alone
  --json      print one JSON document instead of tables
  -h, --help  print this help

Examples:
  npm run bench                          measure everything, with ${FULL.events} events
  npm run bench -- --only sweep          measure a sweep over ${FULL.sweepTasks} tasks
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
    only: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { quick = false, rounds, only, json = false, help } = parseArgs({ args: [...args], options }).values;
  if (help === true) return { help: true };
  const extent = quick ? QUICK : FULL;
  if (rounds !== undefined && !/^[1-9][0-9]{0,2}$/.test(rounds))
    throw new UsageError(`--rounds: expected 1 to 999, found ${JSON.stringify(rounds)}`);
  if (only !== undefined && only !== 'sweep')
    throw new UsageError(`--only: expected sweep, found ${JSON.stringify(only)}`);
  return { help: false, json, only, ...extent, rounds: rounds === undefined ? extent.rounds : Number(rounds) };
};
