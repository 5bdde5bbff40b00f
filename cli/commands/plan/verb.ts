import { writeFileSync } from 'node:fs';
import { expiredExemptions } from '../../../contracts/deployment/deployment';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import type { Verb } from '../../image-trust';
import { readDeployment } from '../../shared/read-deployment';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible } from '../../shared/interruption';
import { cdktfRunner } from '../../shared/terraform/run-cdktf';
import { terraformRunner } from '../../shared/terraform/run-terraform';
import { UsageError } from '../../shared/usage-error';
import { ERROR, exitStatusFor } from './exit-status';
import { HELP } from './help';
import { parsePlanOptions, type PlanOptions } from './options';
import { planStacks, type PlanStacksPorts } from './plan-stacks';
import { renderMarkdown } from './report/render-markdown';
import { renderText } from './report/render-text';
import { reportOn } from './plan-report';
import { summarise, type Summary } from './plan-summary';

/** Everything outside that `image-trust plan` uses. */
export interface PlanPorts extends PlanStacksPorts {
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const write = (summary: Summary, { json, markdown }: PlanOptions): void => {
  const report = reportOn(summary);
  if (markdown !== undefined) writeFileSync(markdown, renderMarkdown(report, summary.deployment));
  process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : renderText(report));
};

const plan = async (options: PlanOptions, ports: PlanPorts): Promise<number> => {
  const deployment = readDeployment(options.deployment, ports.environment);
  const { lockTimeoutSeconds } = options;
  return interruptible('plan', {
    work: async (tools) => {
      const planned = await planStacks({ ...tools, deployment: deployment.name, lockTimeoutSeconds }, ports);
      const now = ports.now();
      const expired = expiredExemptions(deployment, now);
      const summary = summarise({ deployment: deployment.name, planned, expired, now });
      write(summary, options);
      return exitStatusFor(summary);
    },
    soFar: () => 'no plan was printed; run it again',
    // Terraform needs time to release its state lock.
    patienceMs: 'unlimited',
  });
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
