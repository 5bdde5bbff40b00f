import type { Deployment } from '../../../contracts/deployment/deployment';
import { isApproved } from './approve';
import { runSteps, type StepTools } from './run-steps';
import { renderSteps, type Program, type Step } from './step';
import type { Terminal } from './terminal';

/** Steps, and how they are to be taken. */
export interface Undertaking<P extends Program> {
  readonly verb: string;
  readonly deployment: Pick<Deployment, 'name' | 'account' | 'region'>;
  readonly steps: readonly Step<P>[];
  /** What people have to know before, sentence by sentence. */
  readonly remarks: readonly string[];
  readonly dryRun: boolean;
  readonly autoApprove: boolean;
  /** The command that goes on where a failure stopped. */
  readonly resume: string;
}

/** What taking steps works with. */
export interface UndertakingPorts<P extends Program> {
  readonly terminal: Terminal;
  readonly clock: () => number;
  /** @throws ToolFailure when something is missing on this machine. */
  readonly programs: () => StepTools<P>['programs'];
}

const NOT_APPROVED = 1;

/** Shows the steps, has them approved, and takes them; gives the exit status. A dry run ends after showing them, on stdout. */
export const carryOut = async <P extends Program>(
  undertaking: Undertaking<P>,
  { terminal, clock, programs }: UndertakingPorts<P>,
): Promise<number> => {
  const { verb, deployment, steps, remarks, dryRun, autoApprove: given, resume } = undertaking;
  const { name, account, region } = deployment;
  const what = `${verb} ${name} in account ${account}, ${region}`;
  const { say } = terminal;
  say(`${what}:`);
  const plan = renderSteps(steps);
  if (dryRun) process.stdout.write(plan);
  else say(plan.trimEnd());
  remarks.forEach(say);
  if (dryRun) return 0;
  const found = programs();
  if (await isApproved({ verb, given, question: `${what}?` }, terminal))
    return runSteps(steps, { programs: found, say, clock, resume });
  say('not approved: nothing was done');
  return NOT_APPROVED;
};
