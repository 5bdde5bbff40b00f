import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { takeOutput } from './written-output';

/** A program to be run to its end, however long that takes. */
export interface ChildRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Default: where this process is. */
  readonly folder?: string;
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

/** The exit status of a program, once it has ended and was heard to its end. When this process is asked to end, the program is asked, too. */
const endOf = (child: ChildProcess): Promise<number> => {
  const ended = new Promise<number>((fulfil, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => fulfil(statusOf(status, signal)));
  });
  return whileAwaited(ended, () => child.kill('SIGTERM'));
};

/**
 * Runs a program to its end; when this process is asked to end, the program is asked, too, and waited for.
 * @throws Error of Node when it cannot be started.
 */
export const runChild = async ({ command, args, environment, folder }: ChildRequest): Promise<ChildResult> => {
  const child = spawn(command, [...args], { env: environment, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, output]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => void (stdout.push(chunk), output.push(chunk)));
  child.stderr.on('data', (chunk: Buffer) => void output.push(chunk));
  const status = await endOf(child);
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  return { status, stdout: text(stdout), output: text(output) };
};

/**
 * Runs a program to its end and hands on what it writes as it comes, by way of a file, so that nothing is lost when it ends without
 * waiting for its reader. Else as runChild.
 */
export const runTalkingChild = async (
  { command, args, environment }: Omit<ChildRequest, 'folder'>,
  onText: (text: string) => void,
): Promise<Omit<ChildResult, 'stdout'>> => {
  const written = takeOutput(onText);
  const { descriptor } = written;
  const stdio = ['ignore' as const, descriptor, descriptor];
  const status = await endOf(spawn(command, [...args], { env: environment, stdio })).finally(written.stop);
  return { status, output: written.text() };
};
