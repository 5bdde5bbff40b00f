import { join } from 'node:path';
import { expiredExemptions, type Deployment } from '../../../contracts/deployment/deployment';
import { stackIds, type StackIds } from '../../../contracts/naming/resource-names';
import { exitStatusOf } from '../../shared/exit-status';
import { toVerb } from '../../shared/options/to-verb';
import { checkWritable, writeOutput } from '../../shared/output-file';
import { printJson, printResult, say } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { cdktfRunner } from '../../shared/terraform/run-cdktf';
import type { RunProgram } from '../../shared/terraform/run-steps';
import { terraformRunner, type RunTerraform } from '../../shared/terraform/run-terraform';
import type { RunVerb, Verb } from '../../verb';
import { ERROR, exitStatusFor } from './exit-status';
import { PROSE } from './help';
import { parsePlanOptions, PLAN, type PlanOptions } from './options';
import { planStack } from './plan-stack';
import { withPrivateFolder } from './private-folder';
import { renderMarkdown } from './report/render-markdown';
import { renderText } from './report/render-text';
import { reportOn } from './report/report';
import { summarise, type Planned, type Summary } from './report/summary';

/** What `image-trust plan` works with; everything outside is in here. */
export interface PlanPorts {
  readonly environment: NodeJS.ProcessEnv;
  /** @throws ToolFailure if there is no Terraform, or only one that is too old. */
  readonly terraform: () => RunTerraform;
  readonly cdktfFor: (deployment: string) => RunProgram;
  readonly say: (line: string) => void;
  /** Milliseconds since any fixed moment. */
  readonly clock: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Where cdktf writes the stacks, in the folder that it is run in. */
const STACKS = join('cdktf.out', 'stacks');

/** In the order in which they are deployed. */
const PARTS: readonly (keyof StackIds)[] = ['signing', 'verifier', 'sample'];

/** Says what is being done, then how long it took. */
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

const print = (summary: Summary, { json, markdown }: PlanOptions): void => {
  const report = reportOn(summary);
  if (json) printJson(summary);
  else printResult(renderText(report));
  // The plan took minutes: it is printed before anything else can fail.
  if (markdown !== undefined) writeOutput(markdown, renderMarkdown(report, summary.deployment));
};

const plan = async (options: PlanOptions, ports: PlanPorts): Promise<number> => {
  if (options.markdown !== undefined) checkWritable('--markdown', options.markdown);
  const deployment = readDeployment(options.deployment, ports.environment);
  const planned = await inTurn(deployment, options, ports);
  const now = ports.now();
  const expired = expiredExemptions(deployment, now);
  const summary = summarise({ deployment: deployment.name, planned, expired, now });
  print(summary, options);
  return exitStatusFor(summary);
};

/** Makes `image-trust plan` from what it works with. */
export const planWith =
  (ports: PlanPorts): RunVerb =>
  async (args, typedIn) => {
    const options = parsePlanOptions(args, typedIn);
    return exitStatusOf('plan', () => plan(options, ports));
  };

/** `image-trust plan`: what a change would do, beginning with what it means for trust. */
export const planVerb: Verb = toVerb(PLAN, {
  ...PROSE,
  group: 'Deploy and review',
  summary: 'print what a change would do, beginning with what it means for trust',
  // Elsewhere a usage error is 2; here 2 says that something would change.
  usageErrorCode: ERROR,
  run: (args, typedIn) =>
    planWith({
      environment: process.env,
      terraform: () => terraformRunner(process.env),
      cdktfFor: (deployment) => cdktfRunner({ deployment, environment: process.env }),
      say,
      clock: () => performance.now(),
      now: () => Date.now(),
    })(args, typedIn),
});
