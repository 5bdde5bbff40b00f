import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { ToolFailure } from '../../adapters/builders/tool-failure';
import { cdktfEnvironment } from './cdktf-environment';
import type { RunProgram } from './run-steps';
import { takeOutput, type WrittenOutput } from './written-output';

const ROOT = resolve(__dirname, '../..');
const CDKTF = join(ROOT, 'node_modules', '.bin', 'cdktf');

const INSTALL = 'run npm ci, with a C compiler on this machine where Node has no ready-made part for it';

/** Whose stacks cdktf works on, and with what. */
export interface CdktfSettings {
  readonly deployment: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The program, when it is not the project's own. */
  readonly command?: string;
}

// A terminal sends Ctrl-C to Terraform, too, which then ends in order and gives its lock back: that is waited for.
const whileAwaited = async <T>(work: Promise<T>, onTerminate: () => void): Promise<T> => {
  const waitOn = (): void => undefined;
  process.on('SIGINT', waitOn).on('SIGTERM', onTerminate);
  try {
    return await work;
  } finally {
    process.removeListener('SIGINT', waitOn).removeListener('SIGTERM', onTerminate);
  }
};

interface Running {
  readonly env: NodeJS.ProcessEnv;
  readonly output: WrittenOutput;
}

const ending = (command: string, args: readonly string[], { env, output }: Running): Promise<number> => {
  const child = spawn(command, [...args], { env, stdio: ['ignore', output.descriptor, output.descriptor] });
  const ended = new Promise<number>((fulfil, reject) => {
    child.once('error', (cause) =>
      reject(new ToolFailure('missing', `cdktf could not be started (${cause.message}): ${INSTALL}`, { cause })),
    );
    child.once('close', (status, signal) => fulfil(status ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
  return whileAwaited(ended, () => child.kill('SIGTERM'));
};

/**
 * Runs the project's cdktf and gives its exit status, as a shell does; all that it says goes to stderr as it comes.
 * @throws ToolFailure when it is not installed, before anything is run, or cannot be started.
 */
export const cdktfRunner = ({ deployment, environment, command = CDKTF }: CdktfSettings): RunProgram => {
  if (!existsSync(command))
    throw new ToolFailure('missing', `expected cdktf at ${command}, found no such file: ${INSTALL}`);
  return async (args) => {
    const output = takeOutput((text) => process.stderr.write(text));
    try {
      return await ending(command, args, { env: cdktfEnvironment(environment, deployment, existsSync), output });
    } finally {
      output.end();
    }
  };
};
