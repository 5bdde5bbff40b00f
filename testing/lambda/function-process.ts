import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { whenProcessEnds } from '../process/process-end';
import { killTree } from '../process/process-tree';
import { runtimeCode } from './runtime-code';
import { type LogLine, type Sandbox, waitForExit } from './sandbox';
import {
  endLine,
  type FunctionError,
  type InvocationRequest,
  type Outcome,
  type RuntimeMessage,
} from './runtime-messages';

/** What a function's process is started with. */
export interface ProcessSettings {
  /** Absolute path of the bundle. */
  readonly bundle: string;
  /** The bundle's export that handles events. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** How long to wait for the last lines of a process that has ended, in milliseconds. */
const LAST_LINES_MS = 500;

/** A sandbox that loads the bundle in a Node process of its own. */
export class FunctionProcess implements Sandbox {
  private readonly child: ChildProcess;
  private readonly ends = new EventEmitter();
  private readonly exited: Promise<FunctionError>;
  private readonly kill: () => void;
  private written: LogLine[] = [];
  private running = true;
  /** The line after the last one of the current invocation. */
  private awaited = endLine('none');

  constructor({ bundle, handler, environment }: ProcessSettings) {
    this.child = spawn(process.execPath, ['--eval', runtimeCode(), bundle, handler], {
      cwd: dirname(bundle),
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.kill = whenProcessEnds(() => {
      if (this.child.pid !== undefined && this.running) killTree(this.child.pid);
    });
    this.exited = this.watchExit();
    if (this.child.stdout) this.readLines('stdout', this.child.stdout);
    if (this.child.stderr) this.readLines('stderr', this.child.stderr);
  }

  get alive(): boolean {
    return this.running;
  }

  async load(): Promise<FunctionError | undefined> {
    const message = await Promise.race([this.nextMessage(), this.exited]);
    if (!('kind' in message)) return message;
    return message.kind === 'init-failed' ? message.error : undefined;
  }

  async invoke(request: InvocationRequest): Promise<Outcome> {
    this.awaited = endLine(request.requestId);
    const linesEnd = [once(this.ends, 'stdout'), once(this.ends, 'stderr')];
    const response = Promise.all([this.nextMessage(), ...linesEnd]).then(([message]) => message);
    // When the process is gone, sending fails; `exited` reports that.
    this.child.send(request, () => undefined);
    const message = await Promise.race([response, this.exited]);
    if (!('kind' in message)) return { kind: 'failed', error: message };
    switch (message.kind) {
      case 'returned':
        return { kind: 'returned', result: message.result };
      case 'failed':
      case 'init-failed':
        return { kind: 'failed', error: message.error };
      case 'ready':
        throw new Error('expected the response to an invocation, found that the function was loaded again');
    }
  }

  takeLines(): readonly LogLine[] {
    return this.written.splice(0);
  }

  async stop(): Promise<void> {
    this.kill();
    await this.exited;
  }

  private async nextMessage(): Promise<RuntimeMessage> {
    const [message] = (await once(this.child, 'message')) as [RuntimeMessage];
    return message;
  }

  private readLines(stream: LogLine['stream'], readable: Readable): void {
    createInterface(readable).on('line', (line) => {
      const atEnd = line.endsWith(this.awaited);
      const text = atEnd ? line.slice(0, -this.awaited.length) : line;
      if (!atEnd || text !== '') this.written.push({ stream, text });
      if (atEnd) this.ends.emit(stream);
    });
  }

  private async watchExit(): Promise<FunctionError> {
    const closed = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    const error = await waitForExit(this.child);
    this.running = false;
    this.kill();
    await Promise.race([closed, sleep(LAST_LINES_MS, undefined, { ref: false })]);
    return error;
  }
}
