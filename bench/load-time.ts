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

/** The times of a process that loads nothing, and of one that loads the bundle. */
export interface LoadTime {
  readonly alone: ProcessTimes;
  readonly bundle: ProcessTimes;
}

interface Time {
  readonly wall: number;
  readonly processor: number;
}

const PRINT_PROCESSOR_TIME =
  "const { user, system } = process.cpuUsage(); require('fs').writeSync(1, `${user + system}`)";

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

/** Measures with the settings that the function needs to load whole. */
export const measureLoadTime = async (
  bundle: string,
  settings: Readonly<Record<string, string>>,
  rounds: number,
): Promise<LoadTime> => {
  // The SDK warns about Node versions that it will not support for long.
  const environment = { ...settings, NODE_NO_WARNINGS: '1' };
  const [alone, loaded]: [Time[], Time[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await run(['-e', PRINT_PROCESSOR_TIME], environment));
    loaded.push(await run(['-e', `require(process.argv[1]); ${PRINT_PROCESSOR_TIME}`, bundle], environment));
  }
  return { alone: toTimes(alone), bundle: toTimes(loaded) };
};
