import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { statusOf } from '../exit-status';
import { ToolFailure } from '../failure';
import { progressAround, type ProgressPorts } from '../progress';
import { UsageError } from '../usage-error';
import type { Program, Step } from './step';

/**
 * Runs a program with arguments and returns its exit status.
 * @throws ToolFailure when it fails for a known reason.
 */
export type RunProgram = (args: readonly string[]) => Promise<number>;

/** Everything outside that steps use. */
export interface StepPorts<P extends Program> extends ProgressPorts {
  readonly programs: Readonly<Record<P, RunProgram>>;
  /** The command that resumes after a failure. */
  readonly resume: string;
}

const FAILED = 1;

/** The exit statuses that a shell reports for SIGHUP, SIGINT and SIGTERM. */
const INTERRUPTED = [129, 130, 143];

const briefly = ({ program, args }: Step): string => {
  const options = args.findIndex((arg) => arg.startsWith('-'));
  return [program, ...args.slice(0, options === -1 ? args.length : options)].join(' ');
};

const runStep = async <P extends Program>(step: Step<P>, { programs, say }: StepPorts<P>): Promise<number> => {
  try {
    return await programs[step.program](step.args);
  } catch (error) {
    const known = error instanceof ToolFailure || error instanceof UsageError || error instanceof InvalidInputError;
    if (!known) throw error;
    say(error.message);
    // The exit status of a usage error would claim that nothing was done.
    return error instanceof ToolFailure ? statusOf(error) : FAILED;
  }
};

const outcomeOf = (status: number): string => {
  if (status === 0) return 'done';
  return INTERRUPTED.includes(status) ? 'interrupted' : `failed with exit status ${status}`;
};

const nextAfter = (status: number, resume: string): string =>
  INTERRUPTED.includes(status)
    ? `finished steps are kept; resume with: ${resume}`
    : `finished steps are kept; the output above says what is wrong: fix this, then resume with: ${resume}`;

/** Runs steps one after the other and reports each. Stops at the first that fails and says how to resume; returns the exit status. */
export const runSteps = async <P extends Program>(steps: readonly Step<P>[], ports: StepPorts<P>): Promise<number> => {
  for (const [index, step] of steps.entries()) {
    const progress = progressAround(ports, `[${index + 1}/${steps.length}] ${step.name}`);
    const status = await progress.step({ doing: briefly(step), work: () => runStep(step, ports), done: outcomeOf });
    if (status !== 0) {
      ports.say(nextAfter(status, ports.resume));
      return status;
    }
  }
  return 0;
};
