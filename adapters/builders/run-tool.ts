import type { ProcessResult, RunProcess } from '../process';
import { ToolError } from '../tool-error';
import { builderFailure } from './builder-failure';

const MINUTE = 60_000;

/** Keeps a build's whole log, since its last lines say why it failed. */
const KEEP_BYTES = 64 * 1024 * 1024;

/** How the programs of a builder are run. */
export interface ToolSettings {
  readonly run: RunProcess;
  /** The whole environment of the children. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The same, for builders that write files and clean up. */
export interface ScratchSettings extends ToolSettings {
  /** A folder for this run's own files. */
  readonly scratch: string;
  /** Runs clean-up work with a runner that an interruption does not stop, and waits for it. */
  readonly cleanUp: <T>(work: (run: RunProcess) => Promise<T>) => Promise<T>;
}

/** One run of a program; `what` names the work in messages. */
export interface ToolRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly what: string;
}

/** The error that says why a program failed. */
export const toolError = ({ command, what }: Omit<ToolRun, 'args'>, result: ProcessResult): ToolError => {
  switch (result.kind) {
    case 'not-started':
      return new ToolError('missing', `${what}: ${command} could not be started (${result.message}): install it`);
    case 'timed-out':
      return new ToolError('temporary', `${what}: ${command} did not end in time: run this again`);
    case 'killed':
      return new ToolError('failed', `${what}: ${command} was ended by ${result.signal}: run this again`);
    case 'exited':
      return builderFailure(what, `${result.stdout}\n${result.stderr}`);
  }
};

/** Runs a program for at most an hour, and returns its end, whatever it is. */
export const tryTool = ({ run, environment }: ToolSettings, { command, args }: ToolRun): Promise<ProcessResult> =>
  run({ command, args, environment, deadlineMs: 60 * MINUTE, keepBytes: KEEP_BYTES });

/**
 * Runs a program that must succeed, and returns its stdout.
 * @throws ToolError that says what to do.
 */
export const runTool = async (settings: ToolSettings, tool: ToolRun): Promise<string> => {
  const result = await tryTool(settings, tool);
  if (result.kind === 'exited' && result.status === 0) return result.stdout;
  throw toolError(tool, result);
};
