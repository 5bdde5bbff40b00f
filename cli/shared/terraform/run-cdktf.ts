import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runInForeground } from '../../../adapters/foreground-process';
import { ToolFailure } from '../failure';
import { printProgress } from '../print';
import { withTemporaryFolder } from '../temporary-folder';
import { cdktfEnvironment } from './cdktf-environment';
import { outputCleaner } from './clean-output';
import { overhearTerraform } from './overhear-terraform';
import type { RunProgram } from './run-steps';
import { terraformFailure } from './terraform-failure';

const ROOT = resolve(__dirname, '../../..');
const CDKTF = join(ROOT, 'node_modules', '.bin', 'cdktf');

const INSTALL = 'run npm ci (it needs a C compiler where there is no prebuilt module for this Node and machine)';

/** Which stacks cdktf works on, and with what. */
export interface CdktfSettings {
  readonly deployment: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Default: the project's own cdktf. */
  readonly command?: string;
}

/** `deploy dev-signing`: the arguments without options. */
const workIn = (args: readonly string[]): string =>
  args
    .filter((arg) => !arg.startsWith('-'))
    .slice(0, 2)
    .join(' ');

const ENDED_BY_SIGNAL = 128;

const failureOf = (work: string, status: number, output: string): ToolFailure =>
  status > ENDED_BY_SIGNAL
    ? new ToolFailure('failed', `cdktf ${work}: a signal ended it (exit status ${status}): run this again`)
    : terraformFailure(`cdktf ${work}`, output);

/**
 * Runs the project's cdktf to its end and passes its output on to stderr as it comes.
 * @throws ToolFailure when cdktf is not installed, before anything is run; when it cannot be started; and when it fails: then with what is
 * wrong and what to do, read from Terraform's output.
 */
export const cdktfRunner = ({ deployment, environment, command = CDKTF }: CdktfSettings): RunProgram => {
  if (!existsSync(command))
    throw new ToolFailure('missing', `expected cdktf at ${command}, found no such file: ${INSTALL}`);
  return (args) =>
    withTemporaryFolder(async (folder) => {
      // Each has its own: a line of one must not continue a line of the other.
      const [fromCdktf, fromTerraform] = [outputCleaner(printProgress), outputCleaner(printProgress)];
      const overheard = overhearTerraform({ environment, folder, onText: fromTerraform.write });
      const own = { ...cdktfEnvironment(environment, deployment, existsSync), ...overheard.environment };
      const result = await runInForeground({ command, args, environment: own, onOutput: fromCdktf.write }).finally(
        () => {
          overheard.stop();
          fromCdktf.end();
          fromTerraform.end();
        },
      );
      if (result.kind === 'not-started')
        throw new ToolFailure('missing', `cdktf could not be started (${result.message}): ${INSTALL}`);
      const { status, output } = result;
      if (status !== 0) throw failureOf(workIn(args), status, `${output}\n${overheard.text()}`);
      return status;
    });
};
