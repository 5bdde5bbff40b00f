import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ToolFailure } from '../failure';
import { cdktfEnvironment } from './cdktf-environment';
import { overhearTerraform } from './overheard';
import { runChild } from './run-child';
import type { RunProgram } from './run-steps';
import { terraformFailure } from './terraform-failure';

const ROOT = resolve(__dirname, '../../..');
const CDKTF = join(ROOT, 'node_modules', '.bin', 'cdktf');

const INSTALL = 'run npm ci, with a C compiler on this machine where Node has no ready-made part for it';

/** Whose stacks cdktf works on, and with what. */
export interface CdktfSettings {
  readonly deployment: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The program, when it is not the project's own. */
  readonly command?: string;
}

/** `deploy dev-signing`: what was to be done, without its options. */
const workIn = (args: readonly string[]): string =>
  args
    .filter((arg) => !arg.startsWith('-'))
    .slice(0, 2)
    .join(' ');

const ENDED_BY_SIGNAL = 128;

const failureOf = (work: string, status: number, output: string): ToolFailure =>
  status > ENDED_BY_SIGNAL
    ? new ToolFailure('failed', `cdktf ${work}: it was ended from outside (exit status ${status}): run this again`)
    : terraformFailure(`cdktf ${work}`, output);

/**
 * Runs the project's cdktf to its end; all that it says goes to stderr as it comes.
 * @throws ToolFailure when it is not installed, before anything is run; when it cannot be started; and when it fails: then with what
 * is wrong and what to do, read from what Terraform said.
 */
export const cdktfRunner = ({ deployment, environment, command = CDKTF }: CdktfSettings): RunProgram => {
  if (!existsSync(command))
    throw new ToolFailure('missing', `expected cdktf at ${command}, found no such file: ${INSTALL}`);
  return async (args) => {
    const say = (text: string | Buffer): void => void process.stderr.write(text);
    const overheard = overhearTerraform(environment, say);
    const own = { ...cdktfEnvironment(environment, deployment, existsSync), ...overheard.environment };
    const { status, output } = await runChild({ command, args, environment: own, onOutput: say })
      .catch((cause: unknown) => {
        const { message } = cause as Error;
        throw new ToolFailure('missing', `cdktf could not be started (${message}): ${INSTALL}`, { cause });
      })
      .finally(overheard.stop);
    if (status !== 0) throw failureOf(workIn(args), status, `${output}\n${overheard.text()}`);
    return status;
  };
};
