import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { FunctionError, InvocationRequest, Outcome } from './runtime-messages';

/** A line that the function wrote. */
export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** An execution environment of a function, which loads it once and then runs one invocation at a time. */
export interface Sandbox {
  /** Whether it can still run an invocation. */
  readonly alive: boolean;
  /** Waits until the function is loaded; returns the error if loading fails. */
  load(): Promise<FunctionError | undefined>;
  /**
   * Runs an invocation. Resolves when the function has responded and its log lines have arrived, or the
   * process has ended.
   */
  invoke(request: InvocationRequest): Promise<Outcome>;
  /** Returns the lines that the function wrote since the last call. */
  takeLines(): readonly LogLine[];
  /** Kills the process and its descendants. */
  stop(): Promise<void>;
}

/** Waits until a function's process has ended; returns the error as Lambda reports it. */
export const waitForExit = async (child: ChildProcess): Promise<FunctionError> => {
  const how = await once(child, 'exit').then(
    ([status, signal]: readonly unknown[]) =>
      typeof signal === 'string' ? `signal: ${signal}` : `exit status ${String(status)}`,
    (error: unknown) => String(error),
  );
  return { name: 'Runtime.ExitError', message: `Runtime exited with error: ${how}` };
};
