import type { FunctionError, InvocationRequest, Outcome } from './runtime-messages';

/** A line that the function wrote. */
export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Where a function is loaded once and answers one invocation after the other. */
export interface Sandbox {
  /** Whether it can still be asked. */
  readonly alive: boolean;
  /** Waits until the function is loaded; gives the error that kept it from loading. */
  load(): Promise<FunctionError | undefined>;
  /** Asks the function, and waits until it answered and its lines arrived, or the process ended. */
  invoke(request: InvocationRequest): Promise<Outcome>;
  /** The lines since they were last taken. */
  takeLines(): readonly LogLine[];
  /** Kills the process and all that it started. */
  stop(): Promise<void>;
}

/** The error of a process that ended, as Lambda words it. */
export const exitError = (how: string): FunctionError => ({
  name: 'Runtime.ExitError',
  message: `Runtime exited with error: ${how}`,
});

/** How a process ended, from the arguments of its `exit` event. */
export const describeExit = ([status, signal]: readonly unknown[]): string =>
  typeof signal === 'string' ? `signal: ${signal}` : `exit status ${String(status)}`;
