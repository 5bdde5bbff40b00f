import { randomUUID } from 'node:crypto';
import { FunctionProcess, type ProcessSettings } from './function-process';
import { lambdaEnvironment } from './lambda-environment';
import type { FunctionError, Outcome } from './runtime-messages';
import type { LogLine, Sandbox } from './sandbox';

/** A function's configuration in Lambda. */
export interface FunctionSettings extends ProcessSettings {
  readonly timeoutSeconds: number;
  /** Passed to the function, not enforced. */
  readonly memoryMb: number;
}

/** A finished invocation with the lines that the function wrote, each stream in order. */
export type Invocation = Outcome & { readonly requestId: string; readonly logs: readonly LogLine[] };

/** The function couldn't be loaded; the message contains the lines that it wrote. */
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

/** What a function is hosted with. */
export interface HostSettings {
  readonly timeoutSeconds: number;
  readonly newSandbox: () => Promise<Sandbox>;
}

/**
 * Runs a function as Lambda does: one invocation at a time, in a sandbox that is reused until its process ends, an
 * invocation times out, or it is stopped.
 */
export class HostedFunction {
  private sandbox: Sandbox | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private startedIn = 0;

  constructor(private readonly settings: HostSettings) {}

  /** How long the latest cold start took, in milliseconds. */
  get coldStartMs(): number {
    return this.startedIn;
  }

  /** Starts a sandbox, unless one is running. */
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

  /**
   * Invokes the function once the earlier invocations have finished. Default of `remainingMs`: the function's
   * whole timeout.
   */
  invoke(event: unknown, options: { readonly remainingMs?: number } = {}): Promise<Invocation> {
    const invocation = this.last.then(() =>
      this.run(event, options.remainingMs ?? this.settings.timeoutSeconds * 1000),
    );
    // The caller gets the error. The next invocation runs nevertheless.
    this.last = invocation.catch(() => undefined);
    return invocation;
  }

  /** Kills the process and its descendants. */
  async stop(): Promise<void> {
    await this.sandbox?.stop();
  }

  private async run(event: unknown, allottedMs: number): Promise<Invocation> {
    const sandbox = await this.start();
    const requestId = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), allottedMs);
    });
    const outcome = await Promise.race([
      sandbox.invoke({ requestId, event, deadline: Date.now() + allottedMs }),
      timeout,
    ]);
    clearTimeout(timer);
    if (outcome === undefined) await sandbox.stop();
    return { ...(outcome ?? timedOut(allottedMs)), requestId, logs: sandbox.takeLines() };
  }
}

/**
 * Hosts a function in the sandboxes that the settings create.
 * @throws FunctionInitError when it doesn't load.
 */
export const hostFunction = async (settings: HostSettings): Promise<HostedFunction> => {
  const hosted = new HostedFunction(settings);
  await hosted.start();
  return hosted;
};

/**
 * Hosts a function in a process of its own, which inherits only PATH from this machine's environment.
 * @throws FunctionInitError when it doesn't load.
 */
export const startFunction = (settings: FunctionSettings): Promise<HostedFunction> => {
  const environment = lambdaEnvironment(settings);
  const newSandbox = async (): Promise<Sandbox> => new FunctionProcess({ ...settings, environment });
  return hostFunction({ timeoutSeconds: settings.timeoutSeconds, newSandbox });
};
