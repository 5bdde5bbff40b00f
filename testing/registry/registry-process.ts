import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { whenProcessEnds } from '../process/process-end';

/** A running registry on the loopback interface. */
export interface RegistryProcess {
  readonly port: number;
  /** Ends the process, at once; happens by itself when this process ends. */
  stop(): void;
}

const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    if (!child.stderr) return reject(new Error('the registry has no error output to read its port from'));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the registry ended with ${code} before it served`)));
    createInterface(child.stderr).on('line', (line) => {
      const [, port] = /serving on port (\d+)/.exec(line) ?? [];
      if (port) resolve(Number(port));
    });
  });

/** Starts `crane registry serve`, with everything in memory, on a port of its choice. */
export const startRegistryProcess = async (crane: string): Promise<RegistryProcess> => {
  const child = spawn(crane, ['registry', 'serve', '--address', '127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { HOME: process.env['HOME'] },
  });
  const stop = whenProcessEnds(() => void child.kill('SIGKILL'));
  try {
    return { port: await portOf(child), stop };
  } catch (error) {
    stop();
    throw error;
  }
};
