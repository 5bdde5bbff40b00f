import { existsSync } from 'node:fs';
import { runInForeground, type ForegroundEnd } from '../../../adapters/foreground-process';
import { ToolFailure } from '../failure';
import { terraformEnvironment } from './cdktf-environment';
import { INSTALL_TERRAFORM } from './failure-rows';
import { findTerraform } from './find-terraform';

/** Runs Terraform in the folder of a stack. */
export type RunTerraform = (folder: string, args: readonly string[]) => Promise<ForegroundEnd>;

/**
 * Finds Terraform on this machine and returns what runs it.
 * @throws ToolFailure when it is missing or too old; the returned function throws one when Terraform cannot be started.
 */
export const terraformRunner = async (own: NodeJS.ProcessEnv): Promise<RunTerraform> => {
  const command = await findTerraform(own);
  const environment = { ...terraformEnvironment(own, existsSync), TF_IN_AUTOMATION: '1' };
  return async (folder, args) => {
    const result = await runInForeground({ command, args, environment, folder });
    if (result.kind === 'exited') return result;
    throw new ToolFailure('missing', `${command} could not be started (${result.message}): ${INSTALL_TERRAFORM}`);
  };
};
