import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A child process to be run once; secrets belong into `environment`, never into `args`. */
export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds after which the process and all that it started are killed. */
  readonly deadlineMs: number;
  /** Bytes kept of stdout and of stderr each; the rest is read and dropped. */
  readonly keepBytes: number;
}

/** What a child wrote, cut at `keepBytes`. */
export interface ProcessOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly cut: boolean;
}

/** How a child ended; it has ended when this is known. */
export type ProcessResult =
  | ({ readonly kind: 'exited'; readonly status: number } & ProcessOutput)
  | ({ readonly kind: 'killed'; readonly signal: string } & ProcessOutput)
  | ({ readonly kind: 'timed-out' } & ProcessOutput)
  | { readonly kind: 'not-started'; readonly message: string };

/** Runs a child process to its end, or to its deadline. */
export type RunProcess = (request: ProcessRequest) => Promise<ProcessResult>;

/** How long what is still in the pipes is read after a child has ended, in milliseconds. */
const GRACE_MS = 500;

/** How long a child that is asked to end may take to put its things in order, in milliseconds. */
const ENDING_MS = 3_000;

interface Kept {
  readonly text: () => string;
  readonly cut: () => boolean;
}

const keepOutput = (stream: NodeJS.ReadableStream, keepBytes: number): Kept => {
  const chunks: Buffer[] = [];
  let kept = 0;
  let cut = false;
  stream.on('data', (chunk: Buffer) => {
    const room = keepBytes - kept;
    cut ||= chunk.length > room;
    const part = chunk.subarray(0, Math.max(0, room));
    kept += part.length;
    if (part.length > 0) chunks.push(part);
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), cut: () => cut };
};

/** The child leads a process group of its own, so that killing the group reaches what it started. */
const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const resultOf = (
  timedOut: boolean,
  end: { status: number | null; signal: string | null },
  output: ProcessOutput,
): ProcessResult => {
  if (timedOut) return { kind: 'timed-out', ...output };
  return end.status === null
    ? { kind: 'killed', signal: end.signal ?? 'unknown', ...output }
    : { kind: 'exited', status: end.status, ...output };
};

const watch = (
  child: ChildProcessByStdio<null, Readable, Readable>,
  { deadlineMs, keepBytes }: ProcessRequest,
  resolve: (result: ProcessResult) => void,
): void => {
  const [stdout, stderr] = [keepOutput(child.stdout, keepBytes), keepOutput(child.stderr, keepBytes)];
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    signalGroup(child, 'SIGKILL');
  }, deadlineMs);
  // A descendant that left the group can hold the pipes open for ever: it is not waited for.
  child.once('exit', () => {
    setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), GRACE_MS).unref();
  });
  child.once('close', (status, signal) => {
    clearTimeout(timer);
    // What the child left running in its group must not outlive it.
    signalGroup(child, 'SIGKILL');
    const output = { stdout: stdout.text(), stderr: stderr.text(), cut: stdout.cut() || stderr.cut() };
    resolve(resultOf(timedOut, { status, signal }, output));
  });
};

/** Ends a child that runs when that is asked for: politely first, since builders unmount and take back what they began. */
const endWith = (child: ChildProcess, ending: AbortSignal): void => {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    signalGroup(child, 'SIGTERM');
    timer = setTimeout(() => signalGroup(child, 'SIGKILL'), ENDING_MS);
  };
  ending.addEventListener('abort', end, { once: true });
  child.once('close', () => {
    clearTimeout(timer);
    ending.removeEventListener('abort', end);
  });
};

const start = (request: ProcessRequest, ending?: AbortSignal): Promise<ProcessResult> =>
  new Promise((resolve) => {
    const { command, args, environment } = request;
    const options = { env: { ...environment }, detached: true } as const;
    const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.once('error', (error) => resolve({ kind: 'not-started', message: error.message }));
    // Without a process there are no pipes either, when the machine has no more of them: the error says so.
    if (child.pid === undefined) return;
    watch(child, request, resolve);
    if (ending !== undefined) endWith(child, ending);
  });

/** Runs a child process with a deadline; at the deadline its whole process group is killed and awaited. */
export const runProcess: RunProcess = (request) => start(request);

/**
 * The same, until `ending` is aborted: then children that run are ended with all that they started, and awaited, none is started any
 * more, and every run rejects with the reason.
 */
export const endingRunner =
  (ending: AbortSignal): RunProcess =>
  async (request) => {
    ending.throwIfAborted();
    const result = await start(request, ending);
    ending.throwIfAborted();
    return result;
  };
