import { findTerraform } from './find-terraform';
import { cdktfRunner, type CdktfSettings } from './run-cdktf';
import type { RunProgram } from './run-steps';

/**
 * The project's cdktf, once it is certain that there is a Terraform that it can work with.
 * @throws ToolFailure that says what is missing, before anything is run.
 */
export const readyCdktf = (settings: CdktfSettings): RunProgram => {
  const run = cdktfRunner(settings);
  findTerraform(settings.environment);
  return run;
};
