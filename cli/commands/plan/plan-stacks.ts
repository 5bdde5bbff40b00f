import { join } from 'node:path';
import { stackIds, type StackIds } from '../../../contracts/naming/resource-names';
import type { WorkTools } from '../../shared/interruption';
import { progressAround, type ProgressPorts } from '../../shared/progress';
import type { RunProgram } from '../../shared/terraform/run-steps';
import type { RunTerraform } from '../../shared/terraform/run-terraform';
import { planStack } from './plan-stack';
import type { Planned } from './resources/stack-summary';

/** Everything outside that planning the stacks uses. */
export interface PlanStacksPorts extends ProgressPorts {
  /** @throws ToolFailure when Terraform is missing or too old. */
  readonly terraform: () => Promise<RunTerraform>;
  readonly cdktfFor: (deployment: string) => RunProgram;
}

/** In the order in which they are deployed. */
export const STACK_PARTS: readonly (keyof StackIds)[] = ['signing', 'verifier', 'sample'];

/** Which stacks are planned, and how. */
export interface PlanStacksRequest extends Pick<WorkTools, 'scratch' | 'throwIfInterrupted'> {
  /** The deployment's name. */
  readonly deployment: string;
  /** The stacks to plan, in this order. */
  readonly parts: readonly (keyof StackIds)[];
  /** The stacks whose images the lock does not name yet. */
  readonly lacking: readonly (keyof StackIds)[];
  /** Whether sign-and-push pushes the canary images after this plan. */
  readonly canariesFollow: boolean;
  readonly lockTimeoutSeconds: number;
}

/** Where cdktf writes the stacks, below the working directory. */
const STACKS = join('cdktf.out', 'stacks');

const OUTCOMES: Readonly<Record<Planned['kind'], string>> = {
  planned: 'planned',
  'awaits-images': 'not planned: no digest yet, so it is planned after sign-and-push',
  failed: 'could not be planned',
};

const outcomeOf = ({ kind }: Planned): string => OUTCOMES[kind];

/**
 * Synthesises the stacks of a deployment and plans each.
 * @throws ToolFailure when a tool is missing or synthesis fails, and the reason of an interruption, after what runs has ended.
 */
export const planStacks = async (request: PlanStacksRequest, ports: PlanStacksPorts): Promise<readonly Planned[]> => {
  const { deployment, parts, lacking, scratch, lockTimeoutSeconds, throwIfInterrupted } = request;
  const [terraform, cdktf] = [await ports.terraform(), ports.cdktfFor(deployment)];
  const settings = { terraform, stacks: STACKS, scratch, lockTimeoutSeconds };
  const steps = parts.length + 1;
  const synthesis = { doing: 'synthesising', work: () => cdktf(['synth']), done: () => 'synthesised' };
  await progressAround(ports, `[1/${steps}] stacks`).step(synthesis);
  const planned: Planned[] = [];
  for (const [index, part] of parts.entries()) {
    throwIfInterrupted();
    const stack = stackIds(deployment)[part];
    const progress = progressAround(ports, `[${index + 2}/${steps}] ${stack}`);
    const canariesFollow = part === 'verifier' && request.canariesFollow;
    const work = () => planStack({ part, stack, hasImages: !lacking.includes(part), canariesFollow }, settings);
    const each = await progress.step({ doing: 'planning', work, done: outcomeOf });
    if (each.kind === 'failed') ports.say(each.message);
    planned.push(each);
  }
  throwIfInterrupted();
  return planned;
};
