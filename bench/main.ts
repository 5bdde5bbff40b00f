import Table from 'cli-table3';
import { parseArgs } from 'node:util';
import { startDemoEnvironment } from '../demo/demo-environment';
import { findTools } from '../testing/tools/find-tools';
import { bundleFunction } from '../adapters/bundler/bundle-function';
import { measureLoadTime } from './load-time';
import type { Figure } from './samples';
import { measureSceneTime } from './scene-time';

const HELP = `Usage: npm run bench [-- --rounds N]

Measures the launch function in the offline world: the size of its bundle, its load time, and one scene beside bare notation verify.
What is compared is measured in turn, in one run; quote the ratios, since machines differ and are noisy.
Prints a table and, as the last line, the figures in JSON. Exit status: 0 measured, 1 failed, 2 wrong use.
`;

const DEFAULT_ROUNDS = 9;

const roundsIn = (args: readonly string[]): number | 'help' => {
  const options = {
    rounds: { type: 'string', default: String(DEFAULT_ROUNDS) },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help === true) return 'help';
  if (!/^[1-9][0-9]{0,2}$/.test(values.rounds))
    throw new TypeError(`--rounds: expected 1 to 999, found ${JSON.stringify(values.rounds)}`);
  return Number(values.rounds);
};

const show = (figures: readonly Figure[]): string => {
  const table = new Table({
    head: ['measured', 'median ms', 'least', 'most', 'ratio'],
    style: { head: [], border: [] },
  });
  for (const { name, median, least, most, ratio } of figures)
    table.push([name, median.toFixed(1), least.toFixed(1), most.toFixed(1), `${ratio.toFixed(2)} x`]);
  return table.toString();
};

const measure = async (rounds: number): Promise<void> => {
  const progress = (line: string): void => void process.stderr.write(`${line}\n`);
  const tools = await findTools({ progress });
  const { file, bytes } = await bundleFunction('launch');
  progress(`load time, ${String(rounds)} rounds`);
  const load = await measureLoadTime(file, rounds);
  const stage = await startDemoEnvironment({ progress, tools });
  try {
    progress(`one scene, ${String(rounds)} rounds`);
    const scene = await measureSceneTime(stage, rounds);
    const plugin = tools.plugin.standIn ? 'the stand-in plugin' : 'the AWS Signer plugin';
    console.log(
      `bundle: ${(bytes / 1e6).toFixed(2)} MB (aim: under 1.5 MB)\n${show(load)}\n${show(scene)}\nwith ${plugin}, loopback network`,
    );
    console.log(JSON.stringify({ bundleBytes: bytes, rounds, standIn: tools.plugin.standIn, load, scene }));
  } finally {
    await stage.stop();
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  try {
    const rounds = roundsIn(args);
    if (rounds === 'help') console.log(HELP);
    else await measure(rounds);
    return 0;
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`);
    return error instanceof TypeError ? 2 : 1;
  }
};

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
