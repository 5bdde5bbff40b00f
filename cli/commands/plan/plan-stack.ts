import { join } from 'node:path';
import { ToolFailure } from '../../shared/failure';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import type { StackIds } from '../../../contracts/naming/resource-names';
import type { RunTerraform } from '../../shared/terraform/run-terraform';
import { terraformFailure } from '../../shared/terraform/terraform-failure';
import { readPlan } from './resources/read-plan';
import type { Planned } from './report/summary';

/** What planning a stack works with. */
export interface PlanningTools {
  readonly terraform: RunTerraform;
  /** Where cdktf wrote the stacks, a folder for each. */
  readonly stacks: string;
  /** A folder that nobody else can read: a plan holds what the state holds. */
  readonly scratch: string;
  readonly lockTimeoutSeconds: number;
}

/** Terraform's own: 0 nothing would change, 1 an error, 2 something would. */
const NO_ERROR: readonly number[] = [0, 2];

type Terraform = (args: readonly string[], good?: readonly number[]) => Promise<string>;

const terraformIn =
  ({ terraform, stacks }: PlanningTools, stack: string): Terraform =>
  async (args, good = [0]) => {
    const { status, stdout, output } = await terraform(join(stacks, stack), args);
    if (good.includes(status)) return stdout;
    throw terraformFailure(`planning ${stack}`, output);
  };

const parseJson = (text: string, stack: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found = JSON.stringify(text.slice(0, 80));
    throw new ToolFailure('failed', `planning ${stack}: expected JSON from terraform show, found ${found}`, { cause });
  }
};

const planWith = async (tools: PlanningTools, stack: string) => {
  const run = terraformIn(tools, stack);
  const file = join(tools.scratch, `${stack}.tfplan`);
  const lock = [`-lock-timeout=${tools.lockTimeoutSeconds}s`];
  await run(['init', '-input=false', '-no-color', ...lock]);
  await run(['plan', '-input=false', '-no-color', '-detailed-exitcode', ...lock, `-out=${file}`], NO_ERROR);
  return readPlan(parseJson(await run(['show', '-json', '-no-color', file]), stack), `the plan of ${stack}`);
};

const failureOf = (error: unknown): Pick<ToolFailure, 'code' | 'message'> => {
  if (error instanceof ToolFailure) return error;
  // A plan of a format that is not known, of a Terraform that is newer than all that is known here.
  if (error instanceof InvalidInputError) return { code: 'failed', message: error.message };
  throw error;
};

/** Plans one stack; a failure of Terraform is an answer, too, so that the other stacks can still be planned. */
export const planStack = async (part: keyof StackIds, stack: string, tools: PlanningTools): Promise<Planned> => {
  try {
    return { part, stack, kind: 'planned', plan: await planWith(tools, stack) };
  } catch (error) {
    const { code, message } = failureOf(error);
    return { part, stack, kind: 'failed', code, message };
  }
};
