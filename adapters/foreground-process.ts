import { constants } from 'node:os';
import { runChild, type Program } from './process';

/** A program that runs in our process group, without a deadline. */
export interface ForegroundRequest extends Program {
  readonly environment: NodeJS.ProcessEnv;
  /** Default: the working directory of this process. */
  readonly folder?: string;
  /** Receives stdout and stderr as they come. Default: no one. */
  readonly onOutput?: (chunk: Buffer) => void;
}

/** The exit status and output of a foreground program. */
export interface ForegroundEnd {
  /** As a shell reports it: 128 plus the signal's number for a program that a signal ended. */
  readonly status: number;
  readonly stdout: string;
  /** stdout and stderr in the order in which they came. */
  readonly output: string;
}

/** How a foreground program ended. */
export type ForegroundResult =
  ({ readonly kind: 'exited' } & ForegroundEnd) | { readonly kind: 'not-started'; readonly message: string };

const shellStatus = (status: number | null, signal: NodeJS.Signals | null): number =>
  status ?? 128 + (signal === null ? 0 : constants.signals[signal]);

// The terminal sends Ctrl-C to the child, too: both end in order only if this process waits. SIGTERM reaches this process alone.
const waitThroughSignals = async <T>(work: () => Promise<T>, terminate: () => void): Promise<T> => {
  const wait = (): void => undefined;
  process.on('SIGINT', wait).on('SIGTERM', terminate);
  try {
    return await work();
  } finally {
    process.removeListener('SIGINT', wait).removeListener('SIGTERM', terminate);
  }
};

/**
 * Runs a program to its end in our process group, however long it takes. Ctrl-C and SIGTERM reach it, and it is awaited, so that Terraform
 * can release its state lock.
 */
export const runInForeground = async (request: ForegroundRequest): Promise<ForegroundResult> => {
  const { environment, folder, onOutput } = request;
  const [stdout, output]: [Buffer[], Buffer[]] = [[], []];
  const collect = (chunk: Buffer): void => {
    output.push(chunk);
    onOutput?.(chunk);
  };
  let terminate = (): void => undefined;
  const runToEnd = () =>
    runChild(request, { environment, folder, group: 'ours' }, (child) => {
      terminate = () => void child.kill('SIGTERM');
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk)).on('data', collect);
      child.stderr.on('data', collect);
    });
  // The program starts only when this process is ready for signals: Ctrl-C can come at any moment.
  const end = await waitThroughSignals(runToEnd, () => terminate());
  if (end.kind === 'not-started') return end;
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  return { kind: 'exited', status: shellStatus(end.status, end.signal), stdout: text(stdout), output: text(output) };
};
