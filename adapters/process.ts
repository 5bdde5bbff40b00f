import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A program and its arguments, run without a shell. Secrets go into `environment`, never into `args`. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** A program that runs in a process group of its own, with a deadline. */
export interface ProcessRequest extends Program {
  /** The whole environment of the child: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds after which the process and everything it started are killed. */
  readonly deadlineMs: number;
  /** How many bytes of stdout and of stderr to keep, each; the rest is read and dropped. */
  readonly keepBytes: number;
  /** Called when the deadline passes, before the process group of that id is killed. */
  readonly onDeadline?: ((group: number) => void) | undefined;
}

/** What a child wrote, cut at `keepBytes`. */
export interface ProcessOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly cut: boolean;
}

/** How a child ended. It no longer runs when this is known. */
export type ProcessResult =
  | ({ readonly kind: 'exited'; readonly status: number } & ProcessOutput)
  | ({ readonly kind: 'killed'; readonly signal: string } & ProcessOutput)
  | ({ readonly kind: 'timed-out' } & ProcessOutput)
  | { readonly kind: 'not-started'; readonly message: string };

/** Runs a program until it ends or its deadline passes. */
export type RunProcess = (request: ProcessRequest) => Promise<ProcessResult>;

/** How long the pipes are still read after a child has ended, in milliseconds. */
const GRACE_MS = 500;

/** How long a child may take to clean up after SIGTERM before it is killed, in milliseconds. */
const TERMINATION_MS = 3_000;

/** A running child that reads no input. */
export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** How a child ended, with what was observed while it ran. */
export type ChildEnd<T> =
  | { readonly kind: 'ended'; readonly status: number | null; readonly signal: NodeJS.Signals | null; readonly seen: T }
  | { readonly kind: 'not-started'; readonly message: string };

/** Where and how a child runs. */
export interface ChildSettings {
  readonly environment: NodeJS.ProcessEnv;
  /** Default: the working directory of this process. */
  readonly folder?: string | undefined;
  /** The terminal's Ctrl-C reaches `ours`; killing `own` reaches everything that the child started. */
  readonly group: 'own' | 'ours';
}

/** Runs a child to its end, the one way in which this project starts programs; `observe` attaches to it as soon as it runs. */
export const runChild = <T>(
  { command, args }: Program,
  { environment, folder, group }: ChildSettings,
  observe: (child: Child) => T,
): Promise<ChildEnd<T>> =>
  new Promise((resolve) => {
    const options = { env: { ...environment }, cwd: folder, detached: group === 'own' };
    const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.once('error', ({ message }) => resolve({ kind: 'not-started', message }));
    // Without a process there are no pipes to attach to; the error event reports why.
    if (child.pid === undefined) return;
    const seen = observe(child);
    child.once('close', (status, signal) => resolve({ kind: 'ended', status, signal, seen }));
  });

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

const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Sends SIGTERM on abort, since builders unmount and clean up, and SIGKILL a little later. */
const terminateOn = (aborted: AbortSignal, child: Child): void => {
  let timer: NodeJS.Timeout | undefined;
  const terminate = (): void => {
    signalGroup(child, 'SIGTERM');
    timer = setTimeout(() => signalGroup(child, 'SIGKILL'), TERMINATION_MS);
  };
  aborted.addEventListener('abort', terminate, { once: true });
  child.once('close', () => {
    clearTimeout(timer);
    aborted.removeEventListener('abort', terminate);
  });
};

interface Seen {
  readonly output: () => ProcessOutput;
  readonly timedOut: () => boolean;
}

const enforceDeadline = (child: Child, { deadlineMs, keepBytes, onDeadline }: ProcessRequest): Seen => {
  const [stdout, stderr] = [keepOutput(child.stdout, keepBytes), keepOutput(child.stderr, keepBytes)];
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) onDeadline?.(child.pid);
    signalGroup(child, 'SIGKILL');
  }, deadlineMs);
  // A descendant that left the group can hold the pipes open for ever: do not wait for it.
  child.once('exit', () => {
    setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), GRACE_MS).unref();
  });
  child.once('close', () => {
    clearTimeout(timer);
    // What the child left running in its group must not outlive it.
    signalGroup(child, 'SIGKILL');
  });
  return {
    output: () => ({ stdout: stdout.text(), stderr: stderr.text(), cut: stdout.cut() || stderr.cut() }),
    timedOut: () => timedOut,
  };
};

const runIsolated = async (request: ProcessRequest, aborted?: AbortSignal): Promise<ProcessResult> => {
  const end = await runChild(request, { environment: request.environment, group: 'own' }, (child) => {
    if (aborted !== undefined) terminateOn(aborted, child);
    return enforceDeadline(child, request);
  });
  if (end.kind === 'not-started') return end;
  const { status, signal, seen } = end;
  if (seen.timedOut()) return { kind: 'timed-out', ...seen.output() };
  return status === null
    ? { kind: 'killed', signal: signal ?? 'unknown', ...seen.output() }
    : { kind: 'exited', status, ...seen.output() };
};

/** Runs a program with a deadline, at which its whole process group is killed and awaited. */
export const runProcess: RunProcess = (request) => runIsolated(request);

/**
 * The same until `aborted` aborts. Then running children are terminated with everything they started, and awaited; no child is started any
 * more, and every run rejects with the reason.
 */
export const abortableRunner =
  (aborted: AbortSignal): RunProcess =>
  async (request) => {
    aborted.throwIfAborted();
    const result = await runIsolated(request, aborted);
    aborted.throwIfAborted();
    return result;
  };
