import { randomUUID } from 'node:crypto';
import { FunctionProcess, type ProcessSettings } from './function-process';
import { lambdaEnvironment } from './lambda-environment';
import type { FunctionError, Outcome } from './runtime-messages';
import type { LogLine, Sandbox } from './sandbox';

/** A function as it is configured in Lambda. */
export interface FunctionSettings extends ProcessSettings {
  readonly timeoutSeconds: number;
  /** Told to the function, not enforced. */
  readonly memoryMb: number;
}

/** One invocation that is over, with the lines that the function wrote, each stream in order. */
export type Invocation = Outcome & { readonly requestId: string; readonly logs: readonly LogLine[] };

/** Says why a function could not be loaded, with what it wrote until then. */
export class FunctionInitError extends Error {
  constructor(
    readonly error: FunctionError,
    readonly logs: readonly LogLine[],
  ) {
    super(
      [`the function could not be loaded: ${error.name}: ${error.message}`, ...logs.map(({ text }) => text)].join('\n'),
    );
    this.name = 'FunctionInitError';
  }
}

const timedOut = (allottedMs: number): Outcome => {
  const message = `Task timed out after ${(allottedMs / 1000).toFixed(2)} seconds`;
  return { kind: 'failed', error: { name: 'Sandbox.Timedout', message } };
};

/** What a host needs to know of a function. */
export interface HostSettings {
  readonly timeoutSeconds: number;
  readonly newSandbox: () => Promise<Sandbox>;
}

/**
 * A function run as Lambda runs it: one invocation at a time, in a process that is kept until it ends, does not answer
 * in time, or is stopped.
 */
export class HostedFunction {
  private sandbox: Sandbox | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private startedIn = 0;

  constructor(private readonly settings: HostSettings) {}

  /** How long the latest start took, from nothing to loaded, in milliseconds. */
  get coldStartMs(): number {
    return this.startedIn;
  }

  /** Starts a process unless one is there. */
  async start(): Promise<Sandbox> {
    if (this.sandbox?.alive) return this.sandbox;
    const before = performance.now();
    const sandbox = await this.settings.newSandbox();
    const error = await sandbox.load();
    if (error) {
      await sandbox.stop();
      throw new FunctionInitError(error, sandbox.takeLines());
    }
    this.startedIn = performance.now() - before;
    this.sandbox = sandbox;
    return sandbox;
  }

  /** Invokes the function after the invocations before; by default all of its time-out remains. */
  invoke(event: unknown, options: { readonly remainingMs?: number } = {}): Promise<Invocation> {
    const invocation = this.last.then(() =>
      this.run(event, options.remainingMs ?? this.settings.timeoutSeconds * 1000),
    );
    // Who invoked hears of it; the next one is invoked all the same.
    this.last = invocation.catch(() => undefined);
    return invocation;
  }

  /** Ends the process and all that it started. */
  async stop(): Promise<void> {
    await this.sandbox?.stop();
  }

  private async run(event: unknown, allottedMs: number): Promise<Invocation> {
    const sandbox = await this.start();
    const requestId = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const timeOut = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), allottedMs);
    });
    const answer = await Promise.race([
      sandbox.invoke({ requestId, event, deadline: Date.now() + allottedMs }),
      timeOut,
    ]);
    clearTimeout(timer);
    if (answer === undefined) await sandbox.stop();
    return { ...(answer ?? timedOut(allottedMs)), requestId, logs: sandbox.takeLines() };
  }
}

/**
 * Starts a function in a sandbox that the settings make.
 * @throws FunctionInitError when it does not load.
 */
export const hostFunction = async (settings: HostSettings): Promise<HostedFunction> => {
  const hosted = new HostedFunction(settings);
  await hosted.start();
  return hosted;
};

/**
 * Starts a function in a process of its own, which knows of this machine's environment no more than the path.
 * @throws FunctionInitError when it does not load.
 */
export const startFunction = (settings: FunctionSettings): Promise<HostedFunction> => {
  const environment = lambdaEnvironment(settings);
  const newSandbox = async (): Promise<Sandbox> => new FunctionProcess({ ...settings, environment });
  return hostFunction({ timeoutSeconds: settings.timeoutSeconds, newSandbox });
};
