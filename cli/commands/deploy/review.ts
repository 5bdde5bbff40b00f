import type { LockedDeployment } from '../../../contracts/deployment/read-deployment';
import { EXIT } from '../../shared/exit-codes';
import { interruptible } from '../../shared/interruption';
import type { RunTerraform } from '../../shared/terraform/run-terraform';
import type { RunProgram } from '../../shared/terraform/run-steps';
import type { Terminal } from '../../shared/terraform/terminal';
import { exitStatusFor } from '../plan/exit-status';
import { makePlan } from '../plan/make-plan';
import { reportOn } from '../plan/plan-report';
import { STACK_PARTS } from '../plan/plan-stacks';
import type { Summary } from '../plan/plan-summary';
import { renderText } from '../plan/report/render-text';
import type { DeployOptions } from './options';
import { partsToDeploy, resumeDeploy } from './plan';

/** Everything outside that the plan before an approval uses. */
export interface ReviewPorts {
  readonly terminal: Terminal;
  readonly clock: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly cdktf: RunProgram;
  /** @throws ToolFailure when Terraform is missing or too old. */
  readonly terraform: () => Promise<RunTerraform>;
}

const LOCK_TIMEOUT_SECONDS = 60;

/** What keeps a plan from being carried out, with the exit status to end with. */
interface Obstacle {
  readonly status: number;
  readonly message: string;
}

const obstacleIn = (summary: Summary, { allowIrreversible }: DeployOptions, allowing: string): Obstacle | undefined => {
  const { losses, stacks } = summary;
  // An exemption that has ended is ignored by the functions, and keeps no one from deploying.
  if (stacks.some(({ kind }) => kind === 'failed'))
    return { status: exitStatusFor({ ...summary, expired: [] }), message: 'the plan failed: nothing was done' };
  if (losses.length === 0 || allowIrreversible) return undefined;
  const changes = losses.length === 1 ? 'one change that' : `${losses.length} changes that`;
  return {
    status: EXIT.failed,
    message: `the plan above has ${changes} cannot be undone: nothing was done; to deploy all the same, run: ${allowing}`,
  };
};

const plan = async (
  locked: LockedDeployment,
  options: DeployOptions,
  ports: ReviewPorts,
): Promise<Summary | number> => {
  const { terminal, clock, now, cdktf, terraform } = ports;
  const parts = partsToDeploy(options);
  const pushFollows = parts.includes('images');
  const stacks = STACK_PARTS.filter((part) => parts.includes(part));
  // An interrupted plan makes none.
  const made: Summary[] = [];
  const status = await interruptible('deploy', {
    work: async (tools) => {
      const request = { ...tools, parts: stacks, pushFollows, lockTimeoutSeconds: LOCK_TIMEOUT_SECONDS };
      made.push(await makePlan(locked, request, { say: terminal.say, clock, now, terraform, cdktfFor: () => cdktf }));
      return EXIT.ok;
    },
    soFar: () => 'nothing was changed',
    // Terraform needs time to release its state lock.
    patienceMs: 'unlimited',
  });
  return made[0] ?? status;
};

/**
 * Shows what deploying would do, as image-trust plan does. Returns the exit status to end with when there is no complete plan, or when it
 * has changes that cannot be undone and that no option allows; otherwise undefined.
 */
export const review = async (
  locked: LockedDeployment,
  options: DeployOptions,
  ports: ReviewPorts,
): Promise<number | undefined> => {
  const { say } = ports.terminal;
  const parts = partsToDeploy(options);
  if (parts.every((part) => part === 'images')) return undefined;
  const summary = await plan(locked, options, ports);
  if (typeof summary === 'number') return summary;
  say(renderText(reportOn(summary)).trimEnd());
  const { name } = locked.deployment;
  const obstacle = obstacleIn(summary, options, resumeDeploy(name, { ...options, allowIrreversible: true }));
  if (obstacle !== undefined) say(obstacle.message);
  else if (parts.includes('images'))
    say('sign-and-push runs after this plan: the digests of images that it pushes are not in it');
  return obstacle?.status;
};
