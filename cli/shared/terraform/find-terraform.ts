import { existsSync } from 'node:fs';
import * as z from 'zod';
import { runProcess } from '../../../adapters/process';
import { OLDEST_TERRAFORM } from '../../../contracts/naming/oldest-terraform';
import { parseJsonOrUndefined } from '../../../contracts/schema/parse-json-or-undefined';
import { ToolFailure } from '../failure';
import { terraformEnvironment } from './cdktf-environment';
import { INSTALL_TERRAFORM } from './failure-rows';

const DEADLINE_MS = 60_000;
const KEEP_BYTES = 65_536;

const versionSchema = z.looseObject({ terraform_version: z.string() });

const isOlder = (version: string): boolean => version.localeCompare(OLDEST_TERRAFORM, 'en', { numeric: true }) < 0;

/** cdktf reads the same variable. */
const commandIn = (environment: NodeJS.ProcessEnv): string => environment['TERRAFORM_BINARY_NAME'] ?? 'terraform';

const definedIn = (environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

/**
 * The command of a Terraform that is new enough.
 * @throws ToolFailure that says what was expected and what was found.
 */
export const findTerraform = async (environment: NodeJS.ProcessEnv): Promise<string> => {
  const command = commandIn(environment);
  const missing = (found: string): ToolFailure =>
    new ToolFailure(
      'missing',
      `expected ${command} ${OLDEST_TERRAFORM} or later on PATH, found ${found}: ${INSTALL_TERRAFORM}`,
    );
  const result = await runProcess({
    command,
    args: ['version', '-json'],
    environment: definedIn(terraformEnvironment(environment, existsSync)),
    deadlineMs: DEADLINE_MS,
    keepBytes: KEEP_BYTES,
  });
  if (result.kind === 'not-started') throw missing(`none (${result.message})`);
  const version = versionSchema.safeParse(parseJsonOrUndefined(result.stdout)).data?.terraform_version;
  if (version === undefined) {
    const [printed = ''] = `${result.stdout}${result.stderr}`.trim().split('\n');
    throw missing(`one that prints ${JSON.stringify(printed)}`);
  }
  if (isOlder(version)) throw missing(version);
  return command;
};
