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

/** The times of processes that differ in what they load; the last two show what limits the time of the bundle. */
export interface LoadTime {
  /** Nothing. */
  readonly alone: ProcessTimes;
  readonly bundle: ProcessTimes;
  /** The bundle, which is compiled and not run. */
  readonly compiled: ProcessTimes;
  /** The bundle, with what V8 kept of an earlier compilation. */
  readonly cached: ProcessTimes;
}

interface Time {
  readonly wall: number;
  readonly processor: number;
}

/** What is loaded. */
export interface Loaded {
  /** The bundle's file. */
  readonly bundle: string;
  /** A file that does not exist yet, for V8's cache. */
  readonly cache: string;
  /** The variables that the function needs to load whole. */
  readonly settings: Readonly<Record<string, string>>;
}

const PRINT_PROCESSOR_TIME =
  "const { user, system } = process.cpuUsage(); require('fs').writeSync(1, `${user + system}`)";

const COMPILE = `
const { Script } = require('vm');
const { existsSync, readFileSync, writeFileSync } = require('fs');
const [file, cache] = process.argv.slice(1);
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const source = '(function (exports, require, module) {' + readFileSync(file, 'utf8') + '\\n})';
const script = new Script(source, { filename: file, cachedData });
if (script.cachedDataRejected) throw new Error('V8 refuses its own cache');
`;
const RUN = 'script.runInThisContext()({}, require, {});';
const KEEP = 'writeFileSync(cache, script.createCachedData());';

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
export const measureLoadTime = async ({ bundle, cache, settings }: Loaded, rounds: number): Promise<LoadTime> => {
  // The SDK warns about Node versions that it will not support for long.
  const environment = { ...settings, NODE_NO_WARNINGS: '1' };
  const [alone, loaded, compiled, cached]: [Time[], Time[], Time[], Time[]] = [[], [], [], []];
  await run(['-e', COMPILE + RUN + KEEP, bundle, cache], environment);
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await run(['-e', PRINT_PROCESSOR_TIME], environment));
    loaded.push(await run(['-e', `require(process.argv[1]); ${PRINT_PROCESSOR_TIME}`, bundle], environment));
    compiled.push(await run(['-e', COMPILE + PRINT_PROCESSOR_TIME, bundle, '-'], environment));
    cached.push(await run(['-e', COMPILE + RUN + PRINT_PROCESSOR_TIME, bundle, cache], environment));
  }
  return { alone: toTimes(alone), bundle: toTimes(loaded), compiled: toTimes(compiled), cached: toTimes(cached) };
};
