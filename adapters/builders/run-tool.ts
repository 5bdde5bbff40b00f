import type { ProcessResult, RunProcess } from '../process';
import { builderFailure } from './builder-failure';
import { ToolError } from '../tool-error';

const MINUTE = 60_000;

/** A build's whole log is kept, since its last lines are the ones that tell. */
const KEEP_BYTES = 64 * 1024 * 1024;

/** How the programs of a builder are run. */
export interface ToolSettings {
  readonly run: RunProcess;
  /** The whole environment of the children. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The same, with a directory for files of one's own. */
export interface ScratchSettings extends ToolSettings {
  readonly scratch: string;
}

/** One run of a program; `what` names the work in messages. */
export interface ToolRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly what: string;
}

/** Why a program did not do its work. */
export const toolFailure = ({ command, what }: ToolRun, result: ProcessResult): ToolError => {
  switch (result.kind) {
    case 'not-started':
      return new ToolError('missing', `${what}: ${command} could not be started (${result.message}): install it`);
    case 'timed-out':
      return new ToolError('temporary', `${what}: ${command} did not end within an hour: run this again`);
    case 'killed':
      return new ToolError('failed', `${what}: ${command} was ended by ${result.signal}: run this again`);
    case 'exited':
      return builderFailure(what, `${result.stdout}\n${result.stderr}`);
  }
};

/** Runs a program and gives its end, whatever it is; never more than an hour. */
export const tryTool = ({ run, environment }: ToolSettings, { command, args }: ToolRun): Promise<ProcessResult> =>
  run({ command, args, environment, deadlineMs: 60 * MINUTE, keepBytes: KEEP_BYTES });

/**
 * Runs a program that must succeed and gives what it wrote on stdout.
 * @throws ToolError that says what to do.
 */
export const runTool = async (settings: ToolSettings, tool: ToolRun): Promise<string> => {
  const result = await tryTool(settings, tool);
  if (result.kind === 'exited' && result.status === 0) return result.stdout;
  throw toolFailure(tool, result);
};
