import { existsSync } from 'node:fs';
import { ToolFailure } from '../failure';
import { terraformEnvironment } from './cdktf-environment';
import { INSTALL_TERRAFORM } from './failure-rows';
import { findTerraform } from './find-terraform';
import { runChild, type ChildResult } from './run-child';

/** Runs Terraform in the folder of a stack. */
export type RunTerraform = (folder: string, args: readonly string[]) => Promise<ChildResult>;

/**
 * Terraform as it is found on this machine.
 * @throws ToolFailure where it is absent or too old; and later, when it cannot be started.
 */
export const terraformRunner = (own: NodeJS.ProcessEnv): RunTerraform => {
  const command = findTerraform(own);
  const environment = { ...terraformEnvironment(own, existsSync), TF_IN_AUTOMATION: '1' };
  return async (folder, args) =>
    runChild({ command, args, environment, folder }).catch((cause: unknown) => {
      const { message } = cause as Error;
      throw new ToolFailure('missing', `${command} could not be started (${message}): ${INSTALL_TERRAFORM}`, { cause });
    });
};
