import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const ROOT = resolve(__dirname, '../../..');

/** A demo that runs in a process of its own. */
export type RunningDemo = ChildProcessByStdio<null, Readable, Readable>;

/** How a demo ended, and what it said. */
export interface DemoOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the demo as `npm run demo` does, with some variables besides the machine's. */
export const startDemo = (args: readonly string[], variables: NodeJS.ProcessEnv = {}): RunningDemo => {
  const command = ['--require', 'tsx/cjs', 'demo/main.ts', ...args];
  const env = { ...process.env, ...variables };
  return spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
};

/** The exit status of a demo, once it has ended. */
export const statusOf = (demo: RunningDemo): Promise<number | null> =>
  new Promise((done, fail) => {
    demo.once('error', fail).once('exit', done);
  });

/** Runs the demo to its end. */
export const runDemo = async (args: readonly string[], variables?: NodeJS.ProcessEnv): Promise<DemoOutcome> => {
  const demo = startDemo(args, variables);
  const [stdout, stderr, status] = await Promise.all([text(demo.stdout), text(demo.stderr), statusOf(demo)]);
  return { status, stdout, stderr };
};
