import { join } from 'node:path';
import { CANARIES_FOLLOW } from '../../../contracts/deployment/canary-images';
import type { StackIds } from '../../../contracts/naming/resource-names';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { parseJsonOrUndefined } from '../../../contracts/schema/parse-json-or-undefined';
import { shorten } from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import type { RunTerraform } from '../../shared/terraform/run-terraform';
import { terraformFailure } from '../../shared/terraform/terraform-failure';
import { readPlan } from './resources/read-plan';
import { hasResources } from './resources/read-state';
import type { Planned } from './resources/stack-summary';

/** How stacks are planned. */
export interface PlanStackSettings {
  readonly terraform: RunTerraform;
  /** Where cdktf wrote the stacks, one folder each. */
  readonly stacks: string;
  /** A folder that only this user can read, since a plan holds what the state holds. */
  readonly scratch: string;
  /** How long to wait for the state lock of another run. */
  readonly lockTimeoutSeconds: number;
}

const MOST_CHARACTERS = 80;

/** The exit statuses of `terraform plan -detailed-exitcode` without an error: 0 no changes, 2 changes. */
const PLANNED: readonly number[] = [0, 2];

type Terraform = (args: readonly string[], good?: readonly number[]) => Promise<string>;

const terraformIn =
  ({ terraform, stacks }: PlanStackSettings, stack: string): Terraform =>
  async (args, good = [0]) => {
    const { status, stdout, output } = await terraform(join(stacks, stack), args);
    if (good.includes(status)) return stdout;
    throw terraformFailure(`planning ${stack}`, output);
  };

const parseJson = (text: string, stack: string): unknown => {
  const json = parseJsonOrUndefined(text);
  if (json !== undefined) return json;
  const found = JSON.stringify(shorten(text, MOST_CHARACTERS));
  throw new ToolFailure('failed', `planning ${stack}: expected JSON from terraform show, found ${found}`);
};

/** One stack to plan. */
export interface StackToPlan {
  readonly part: keyof StackIds;
  readonly stack: string;
  /** Whether the lock names the images that the stack runs; without them, only a stack that is not deployed yet can wait. */
  readonly hasImages: boolean;
  /** Whether sign-and-push pushes the canary images after this plan, so that it goes without them. */
  readonly canariesFollow: boolean;
}

const AWAITS_IMAGES = 'awaits-images';

/** The plan of a stack; for a stack that is not deployed yet and whose images are not pushed yet, only that it awaits them. */
const planWith = async (settings: PlanStackSettings, { stack, hasImages, canariesFollow }: StackToPlan) => {
  const run = terraformIn(settings, stack);
  const file = join(settings.scratch, `${stack}.tfplan`);
  const lock = [`-lock-timeout=${settings.lockTimeoutSeconds}s`];
  await run(['init', '-input=false', '-no-color', ...lock]);
  // A deployed stack is planned all the same: an image that vanished from the lock must not hide what else would change.
  if (!hasImages && !hasResources(await run(['show', '-json', '-no-color']))) return AWAITS_IMAGES;
  const variables = canariesFollow ? [`-var=${CANARIES_FOLLOW}=true`] : [];
  await run(
    ['plan', '-input=false', '-no-color', '-detailed-exitcode', ...lock, ...variables, `-out=${file}`],
    PLANNED,
  );
  return readPlan(parseJson(await run(['show', '-json', '-no-color', file]), stack), `the plan of ${stack}`);
};

const failureOf = (error: unknown): Pick<ToolFailure, 'code' | 'message'> => {
  if (error instanceof ToolFailure) return error;
  // A newer Terraform may write plans in an unknown format.
  if (error instanceof InvalidInputError) return { code: 'failed', message: error.message };
  throw error;
};

/** Plans one stack. A failure of Terraform is returned, not thrown, so that the other stacks are still planned. */
export const planStack = async (toPlan: StackToPlan, settings: PlanStackSettings): Promise<Planned> => {
  const { part, stack, canariesFollow } = toPlan;
  try {
    const plan = await planWith(settings, toPlan);
    return plan === AWAITS_IMAGES
      ? { part, stack, kind: AWAITS_IMAGES }
      : { part, stack, kind: 'planned', plan, canariesFollow };
  } catch (error) {
    const { code, message } = failureOf(error);
    return { part, stack, kind: 'failed', code, message };
  }
};
