import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const ROOT = resolve(__dirname, '../../..');

/** A demo that runs as a child process. */
export type RunningDemo = ChildProcessByStdio<null, Readable, Readable>;

/** The demo's output and exit status. */
export interface DemoOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the demo as `npm run demo` does, with additional environment variables. */
export const startDemo = (args: readonly string[], variables: NodeJS.ProcessEnv = {}): RunningDemo => {
  const command = ['--require', 'tsx/cjs', 'demo/main.ts', ...args];
  const env = { ...process.env, ...variables };
  return spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
};

/** The output of a demo with `--keep`, once it has printed its last command. */
export const outputOf = (demo: RunningDemo): Promise<string> => {
  let output = '';
  return new Promise((done, fail) => {
    demo.once('exit', (status) => fail(new Error(`the demo ended with ${String(status)}: ${output}`)));
    demo.stdout.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      if (/^notation verify .*\n/m.test(output)) done(output);
    });
    demo.stderr.resume();
  });
};

/** Waits until a demo has ended; returns its exit status. */
export const statusOf = (demo: RunningDemo): Promise<number | null> =>
  new Promise((done, fail) => {
    demo.once('error', fail).once('exit', done);
  });

/** Runs the demo and waits until it has ended. */
export const runDemo = async (args: readonly string[], variables?: NodeJS.ProcessEnv): Promise<DemoOutcome> => {
  const demo = startDemo(args, variables);
  const [stdout, stderr, status] = await Promise.all([text(demo.stdout), text(demo.stderr), statusOf(demo)]);
  return { status, stdout, stderr };
};

/** Interrupts a demo that runs, and waits until it has ended. */
export const endDemo = async (demo: RunningDemo): Promise<void> => {
  if (demo.exitCode !== null || demo.signalCode !== null) return;
  const ended = statusOf(demo);
  demo.kill('SIGTERM');
  await ended;
};
