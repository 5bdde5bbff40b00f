import { parseArgs } from 'node:util';
import { bundleFunction } from '../adapters/bundler/bundle-function';
import { plainTable } from '../cli/shared/plain-table';
import { UsageError } from '../cli/shared/usage-error';
import { startDemoEnvironment } from '../demo/demo-environment';
import { findTools } from '../testing/tools/find-tools';
import { measureLoadTime } from './load-time';
import type { Figure } from './samples';
import { measureSceneTime } from './scene-time';

const DEFAULT_ROUNDS = 9;

const USAGE = `Usage: npm run bench [-- --rounds N]

Measures the launch function in the demo's emulated environment: the size of its bundle, its load
time, and the time to verify one image, compared with notation verify alone. Each round measures
everything once. Quote the ratios: the times depend on the machine.

Options:
  --rounds N  how many rounds to measure, 1 to 999; default ${DEFAULT_ROUNDS}
  -h, --help  print this help

Example:
  npm run bench -- --rounds 3    measure three rounds

Prints tables, then the figures as one line of JSON. Progress goes to stderr.
Exit codes: 0 measured; 1 failed; 2 usage error.
`;

const roundsIn = (args: readonly string[]): number | 'help' => {
  const options = {
    rounds: { type: 'string', default: String(DEFAULT_ROUNDS) },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help === true) return 'help';
  if (!/^[1-9][0-9]{0,2}$/.test(values.rounds))
    throw new UsageError(`--rounds: expected 1 to 999, found ${JSON.stringify(values.rounds)}`);
  return Number(values.rounds);
};

const FIGURES = ['MEDIAN MS', 'LEAST', 'MOST', 'RATIO'];

const toTable = (figures: readonly Figure[]): string => {
  const rows = figures.map(({ name, median, least, most, ratio }) => [
    name,
    median.toFixed(1),
    least.toFixed(1),
    most.toFixed(1),
    `${ratio.toFixed(2)} x`,
  ]);
  return plainTable(['MEASURED', ...FIGURES], rows, { right: FIGURES });
};

const measure = async (rounds: number): Promise<void> => {
  const progress = (line: string): void => void process.stderr.write(`${line}\n`);
  const tools = await findTools({ progress });
  const { file, bytes } = await bundleFunction('launch');
  progress(`measuring the load time: ${rounds} rounds`);
  const load = await measureLoadTime(file, rounds);
  const environment = await startDemoEnvironment({ progress, tools });
  try {
    progress(`measuring the verification of one image: ${rounds} rounds`);
    const scene = await measureSceneTime(environment, rounds);
    const plugin = tools.plugin.standIn ? 'the stand-in plugin' : 'the AWS Signer plugin';
    console.log(`bundle: ${(bytes / 1e6).toFixed(2)} MB (target: under 1.5 MB)\n`);
    console.log(`${toTable(load)}\n\n${toTable(scene)}\n\nwith ${plugin}, over the loopback network`);
    console.log(JSON.stringify({ bundleBytes: bytes, rounds, standIn: tools.plugin.standIn, load, scene }));
  } finally {
    await environment.stop();
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  try {
    const rounds = roundsIn(args);
    if (rounds === 'help') console.log(USAGE);
    else await measure(rounds);
    return 0;
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`);
    // parseArgs throws a TypeError.
    return error instanceof UsageError || error instanceof TypeError ? 2 : 1;
  }
};

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
