import type { Deployment } from '../../../contracts/deployment/deployment';
import { printResult } from '../print';
import { checkApprovable, isApproved } from './approve';
import { runSteps, type StepPorts } from './run-steps';
import { renderSteps, type Program, type Step } from './step';
import type { Terminal } from './terminal';

/** Steps that change a deployment, and how to take them. */
export interface Operation<P extends Program> {
  readonly verb: string;
  readonly deployment: Pick<Deployment, 'name' | 'account' | 'region'>;
  readonly steps: readonly Step<P>[];
  /** What a person must know before approving, sentence by sentence. */
  readonly remarks: readonly string[];
  readonly dryRun: boolean;
  readonly autoApprove: boolean;
  /** The command that resumes after a failure. */
  readonly resume: string;
}

/** Everything outside that an operation uses. */
export interface OperationPorts<P extends Program> {
  readonly terminal: Terminal;
  readonly clock: () => number;
  /** @throws ToolFailure when something is missing on this machine. */
  readonly programs: () => Promise<StepPorts<P>['programs']>;
  /** Shows what would happen, before the question; returns an exit status to end with instead of asking. Default: shows nothing. */
  readonly review?: (programs: StepPorts<P>['programs']) => Promise<number | undefined>;
}

const NOT_APPROVED = 1;

/** Shows the steps, asks for approval and takes them; returns the exit status. A dry run only prints the steps, on stdout. */
export const carryOut = async <P extends Program>(
  operation: Operation<P>,
  { terminal, clock, programs, review }: OperationPorts<P>,
): Promise<number> => {
  const { verb, deployment, steps, remarks, dryRun, autoApprove: given, resume } = operation;
  const { name, account, region } = deployment;
  const title = `${verb} ${name} in account ${account}, ${region}`;
  const { say } = terminal;
  say(`${title}:`);
  const plan = renderSteps(steps, name);
  if (dryRun) printResult(plan);
  else say(plan.trimEnd());
  remarks.forEach(say);
  if (dryRun) return 0;
  // Before the question: what is missing here should not be found after an approval.
  const found = await programs();
  const approval = { verb, given, question: `${title}?` };
  checkApprovable(approval, terminal);
  const ended = await review?.(found);
  if (ended !== undefined) return ended;
  if (await isApproved(approval, terminal)) return runSteps(steps, { programs: found, say, clock, resume });
  say('not approved: nothing was done');
  return NOT_APPROVED;
};
