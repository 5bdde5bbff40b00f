import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Samples } from './samples';

/** How long a process took, in milliseconds. */
export interface ProcessTimes {
  readonly wall: Samples;
  /** Depends less on what else the machine does. */
  readonly processor: Samples;
}

/** The times of processes that differ in what they load; the last two show what the code cache saves. */
export interface LoadTime {
  /** Nothing. */
  readonly alone: ProcessTimes;
  /** The function as in its image. */
  readonly function: ProcessTimes;
  /** The bundle, without a code cache. */
  readonly uncached: ProcessTimes;
  /** The bundle, which is compiled without a code cache and not run. */
  readonly compiled: ProcessTimes;
}

interface Time {
  readonly wall: number;
  readonly processor: number;
}

/** What is loaded. */
export interface Loaded {
  /** The file that Lambda's handler setting names. */
  readonly entry: string;
  /** The bundle's file, beside its code cache. */
  readonly bundle: string;
  /** The variables that the function needs to load whole. */
  readonly settings: Readonly<Record<string, string>>;
}

const PRINT_PROCESSOR_TIME =
  "const { user, system } = process.cpuUsage(); require('fs').writeSync(1, `${user + system}`)";
const LOAD = 'require(process.argv[1]);';
const COMPILE = `
const source = require('fs').readFileSync(process.argv[1], 'utf8');
new (require('vm').Script)('(function (exports, require, module) {' + source + '\\n})');
`;

const run = async (args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Time> => {
  const before = performance.now();
  const child = spawn(process.execPath, [...args], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [status]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number | null]>]);
  if (status !== 0) throw new Error(`expected node ${args.join(' ')} to end with 0, found ${String(status)}`);
  return { wall: performance.now() - before, processor: Number(printed) / 1_000 };
};

const toTimes = (times: readonly Time[]): ProcessTimes => ({
  wall: times.map(({ wall }) => wall),
  processor: times.map(({ processor }) => processor),
});

/** Measures processes in turns, so that a change in the machine's speed affects all of them equally. */
export const measureLoadTime = async ({ entry, bundle, settings }: Loaded, rounds: number): Promise<LoadTime> => {
  // The SDK warns about Node versions that it will not support for long.
  const environment = { ...settings, NODE_NO_WARNINGS: '1' };
  const measured = (code: string, ...files: readonly string[]): Promise<Time> =>
    run(['-e', `${code}${PRINT_PROCESSOR_TIME}`, ...files], environment);
  const [alone, loaded, uncached, compiled]: [Time[], Time[], Time[], Time[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await measured(''));
    loaded.push(await measured(LOAD, entry));
    uncached.push(await measured(LOAD, bundle));
    compiled.push(await measured(COMPILE, bundle));
  }
  return { alone: toTimes(alone), function: toTimes(loaded), uncached: toTimes(uncached), compiled: toTimes(compiled) };
};
