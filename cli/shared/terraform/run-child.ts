import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A program to be run to its end, however long that takes. */
export interface ChildRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Default: where this process is. */
  readonly folder?: string;
  /** Hears all that it writes, as it comes. Default: nobody. */
  readonly onOutput?: (chunk: Buffer) => void;
}

/** How a program ended, and what it wrote. */
export interface ChildResult {
  /** As a shell gives it: 128 and the signal's number when it was killed. */
  readonly status: number;
  readonly stdout: string;
  /** stdout and stderr in the order in which they came. */
  readonly output: string;
}

/** The exit status that a shell gives to what a signal ended. */
const statusOf = (status: number | null, signal: NodeJS.Signals | null): number =>
  status ?? 128 + (signal === null ? 0 : constants.signals[signal]);

// A terminal sends Ctrl-C to Terraform, too, which then ends in order and gives its lock back: that is waited for.
const whileAwaited = async <T>(work: Promise<T>, onTerminate: () => void): Promise<T> => {
  const waitOn = (): void => undefined;
  process.on('SIGINT', waitOn).on('SIGTERM', onTerminate);
  try {
    return await work;
  } finally {
    process.removeListener('SIGINT', waitOn).removeListener('SIGTERM', onTerminate);
  }
};

/**
 * Runs a program to its end; when this process is asked to end, the program is asked, too, and waited for.
 * @throws Error of Node when it cannot be started.
 */
export const runChild = ({ command, args, environment, folder, onOutput }: ChildRequest): Promise<ChildResult> => {
  const child = spawn(command, [...args], { env: environment, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, output]: [Buffer[], Buffer[]] = [[], []];
  const hear = (chunk: Buffer): void => {
    output.push(chunk);
    onOutput?.(chunk);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    hear(chunk);
  });
  child.stderr.on('data', hear);
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  const ended = new Promise<ChildResult>((fulfil, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) =>
      fulfil({ status: statusOf(status, signal), stdout: text(stdout), output: text(output) }),
    );
  });
  return whileAwaited(ended, () => child.kill('SIGTERM'));
};
