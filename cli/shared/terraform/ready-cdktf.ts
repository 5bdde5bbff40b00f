import { findTerraform } from './find-terraform';
import { cdktfRunner, type CdktfSettings } from './run-cdktf';
import type { RunProgram } from './run-steps';

/**
 * The project's cdktf, after checking that there is a Terraform that it can use.
 * @throws ToolFailure that says what is missing, before anything is run.
 */
export const readyCdktf = async (settings: CdktfSettings): Promise<RunProgram> => {
  const run = cdktfRunner(settings);
  await findTerraform(settings.environment);
  return run;
};
