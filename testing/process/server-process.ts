import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { whenProcessEnds } from './process-end';

const LINES_IN_ERROR = 5;

/** A server program to start. */
export interface ServerProgram {
  /** Used in error messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The program's whole environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** Matches the line on standard error that says where the server listens; its first group is returned. */
  readonly listening: RegExp;
}

/** A server that runs as a child process. */
export interface ServerProcess {
  /** Where it listens, as the server reported it. */
  readonly address: string;
  /** Kills the process and waits for its end. It is also killed when this process ends. */
  readonly stop: () => Promise<void>;
}

const addressOf = (child: ChildProcess, { name, listening }: ServerProgram): Promise<string> =>
  new Promise((resolve, reject) => {
    if (!child.stderr) return reject(new Error(`${name} has no standard error to read its address from`));
    const lines: string[] = [];
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`${name} exited with status ${code} before it listened: ${lines.join(' ')}`)),
    );
    // The stream is read to its end, even after the address: a full pipe would block the server.
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_IN_ERROR) lines.shift();
      const [, address] = listening.exec(line) ?? [];
      if (address) resolve(address);
    });
  });

/**
 * Starts a server program and waits until it listens.
 * @throws Error with the last lines of its standard error when it exits before that.
 */
export const startServerProcess = async (program: ServerProgram): Promise<ServerProcess> => {
  const child = spawn(program.command, [...program.args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: program.environment,
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = whenProcessEnds(() => void child.kill('SIGKILL'));
  const stop = (): Promise<void> => {
    kill();
    return closed;
  };
  try {
    return { address: await addressOf(child, program), stop };
  } catch (error) {
    kill();
    throw error;
  }
};
