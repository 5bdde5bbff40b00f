import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expiredExemptions, type Deployment } from '../../../contracts/deployment/deployment';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { stackIds, type StackIds } from '../../../contracts/naming/resource-names';
import type { Verb } from '../../image-trust';
import { readDeployment } from '../../shared/read-deployment';
import { exitStatusOf } from '../../shared/exit-status';
import { cdktfRunner } from '../../shared/terraform/run-cdktf';
import type { RunProgram } from '../../shared/terraform/run-steps';
import { terraformRunner, type RunTerraform } from '../../shared/terraform/run-terraform';
import { UsageError } from '../../shared/usage-error';
import { ERROR, exitStatusFor } from './exit-status';
import { HELP } from './help';
import { parsePlanOptions, type PlanOptions } from './options';
import { planStack } from './plan-stack';
import { withPrivateFolder } from './private-folder';
import { renderMarkdown } from './report/render-markdown';
import { renderText } from './report/render-text';
import { reportOn } from './report/report';
import { summarise, type Planned, type Summary } from './report/summary';

/** What planning works with; everything outside is in here. */
export interface PlanPorts {
  readonly environment: NodeJS.ProcessEnv;
  /** @throws ToolFailure where there is none that will do. */
  readonly terraform: () => RunTerraform;
  readonly cdktfFor: (deployment: string) => RunProgram;
  readonly say: (line: string) => void;
  /** Milliseconds, from whenever. */
  readonly clock: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Where cdktf writes the stacks, in the folder that it is run in. */
const STACKS = join('cdktf.out', 'stacks');

/** Images come out of the signing stack, and run in the others. */
const PARTS: readonly (keyof StackIds)[] = ['signing', 'verifier', 'sample'];

/** Says what is being done, and how long it took. */
const timed = async <T>(what: string, work: () => Promise<T>, { say, clock }: PlanPorts): Promise<T> => {
  const since = clock();
  say(`${what} …`);
  const result = await work();
  say(`${what}: done (${((clock() - since) / 1_000).toFixed(1)} s)`);
  return result;
};

const inTurn = async (deployment: Deployment, options: PlanOptions, ports: PlanPorts): Promise<readonly Planned[]> => {
  const { name } = deployment;
  const [terraform, cdktf] = [ports.terraform(), ports.cdktfFor(name)];
  const steps = PARTS.length + 1;
  return withPrivateFolder(async (scratch, check) => {
    const tools = { terraform, stacks: STACKS, scratch, lockTimeoutSeconds: options.lockTimeoutSeconds };
    await timed(`[1/${steps}] synthesis`, () => cdktf(['synth']), ports);
    const planned: Planned[] = [];
    for (const [index, part] of PARTS.entries()) {
      check();
      const stack = stackIds(name)[part];
      const each = await timed(`[${index + 2}/${steps}] ${stack}`, () => planStack(part, stack, tools), ports);
      if (each.kind === 'failed') ports.say(each.message);
      planned.push(each);
    }
    check();
    return planned;
  });
};

const write = (summary: Summary, { json, markdown }: PlanOptions): void => {
  const report = reportOn(summary);
  if (markdown !== undefined) writeFileSync(markdown, renderMarkdown(report, summary.deployment));
  process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : renderText(report));
};

const plan = async (options: PlanOptions, ports: PlanPorts): Promise<number> => {
  const deployment = readDeployment(options.deployment, ports.environment);
  const planned = await inTurn(deployment, options, ports);
  const now = ports.now();
  const expired = expiredExemptions(deployment, now);
  const summary = summarise({ deployment: deployment.name, planned, expired, now });
  write(summary, options);
  return exitStatusFor(summary);
};

/** Makes `image-trust plan` from what it works with. */
export const planWith =
  (ports: PlanPorts): Verb['run'] =>
  async (args) => {
    try {
      return await exitStatusOf('plan', () => plan(parsePlanOptions(args), ports));
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof InvalidInputError)) throw error;
      // Elsewhere wrong use is 2; here 2 says that something would change.
      process.stderr.write(`image-trust: ${error.message}\n`);
      return ERROR;
    }
  };

/** `image-trust plan`: what a change would do, what it means for trust first. */
export const planVerb: Verb = {
  summary: 'tells what a change would do, what it means for trust first',
  help: HELP,
  run: (args) =>
    planWith({
      environment: process.env,
      terraform: () => terraformRunner(process.env),
      cdktfFor: (deployment) => cdktfRunner({ deployment, environment: process.env }),
      say: (line) => void process.stderr.write(`${line}\n`),
      clock: () => performance.now(),
      now: () => Date.now(),
    })(args),
};
