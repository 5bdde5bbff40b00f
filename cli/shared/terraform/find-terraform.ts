import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { ToolFailure } from '../failure';
import { INSTALL_TERRAFORM, OLDEST_TERRAFORM } from './failure-rows';
import { terraformEnvironment } from './cdktf-environment';

const versionSchema = z.looseObject({ terraform_version: z.string() });

const versionIn = (stdout: string): string | undefined => {
  try {
    return versionSchema.safeParse(JSON.parse(stdout)).data?.terraform_version;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const isOlder = (version: string): boolean => version.localeCompare(OLDEST_TERRAFORM, 'en', { numeric: true }) < 0;

/** cdktf, too, is told of another program by this variable. */
const commandIn = (environment: NodeJS.ProcessEnv): string => environment['TERRAFORM_BINARY_NAME'] ?? 'terraform';

/**
 * The command of a Terraform that is new enough.
 * @throws ToolFailure that says what was expected and what was found.
 */
export const findTerraform = (environment: NodeJS.ProcessEnv): string => {
  const command = commandIn(environment);
  const wanted = `expected ${command} ${OLDEST_TERRAFORM} or later on PATH`;
  const { error, stdout, stderr } = spawnSync(command, ['version', '-json'], {
    env: terraformEnvironment(environment, existsSync),
    encoding: 'utf8',
  });
  if (error !== undefined)
    throw new ToolFailure('missing', `${wanted}, found none (${error.message}): ${INSTALL_TERRAFORM}`, {
      cause: error,
    });
  const version = versionIn(stdout);
  if (version === undefined) {
    const found = `${stdout}${stderr}`.trim().split('\n')[0] ?? '';
    throw new ToolFailure('missing', `${wanted}, found one that says ${JSON.stringify(found)}: ${INSTALL_TERRAFORM}`);
  }
  if (isOlder(version)) throw new ToolFailure('missing', `${wanted}, found ${version}: ${INSTALL_TERRAFORM}`);
  return command;
};
