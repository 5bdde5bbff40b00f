import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { measureInRounds, timed, type Samples } from './samples';

/** How long a process runs, in milliseconds: one that loads nothing, and one that loads the bundle. */
export interface LoadTime {
  readonly alone: Samples;
  readonly bundle: Samples;
}

const run = async (args: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> => {
  const child = spawn(process.execPath, [...args], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`expected node ${args.join(' ')} to end with 0, found ${String(status)}`);
};

/** Measures with the settings that the function needs to load whole. */
export const measureLoadTime = (
  bundle: string,
  settings: Readonly<Record<string, string>>,
  rounds: number,
): Promise<LoadTime> => {
  // The SDK warns about Node versions that it will not support for long.
  const environment = { ...settings, NODE_NO_WARNINGS: '1' };
  return measureInRounds(
    {
      alone: () => timed(() => run(['-e', '0'], environment)),
      bundle: () => timed(() => run(['-e', 'require(process.argv[1])', bundle], environment)),
    },
    rounds,
  );
};
