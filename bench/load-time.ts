import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { measureInRounds, timed, toFigures, type Figure } from './samples';

// The function rejects its missing settings, but only after all its modules are loaded, so that error is ignored.
const LOAD = 'try { require(process.argv[1]); } catch (error) { if (error.name !== "InvalidInputError") throw error; }';

const run = async (args: readonly string[]): Promise<void> => {
  const child = spawn(process.execPath, [...args], { env: {}, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`expected node ${args.join(' ')} to end with 0, found ${String(status)}`);
};

/** How long a process that loads the bundle runs, compared with one that loads nothing. */
export const measureLoadTime = async (bundle: string, rounds: number): Promise<readonly Figure[]> =>
  toFigures(
    await measureInRounds(
      {
        'node alone': () => timed(() => run(['-e', '0'])),
        'node with the bundle': () => timed(() => run(['-e', LOAD, bundle])),
      },
      rounds,
    ),
  );
