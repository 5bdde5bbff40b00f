import { ToolFailure } from '../failure';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { statusOf } from '../exit-status';
import { UsageError } from '../usage-error';
import type { Program, Step } from './step';

/**
 * Runs a program with arguments and gives its exit status.
 * @throws ToolFailure when it fails and it is known why.
 */
export type RunProgram = (args: readonly string[]) => Promise<number>;

/** What running steps needs besides. */
export interface StepTools<P extends Program> {
  readonly programs: Readonly<Record<P, RunProgram>>;
  /** Tells people how far it is. */
  readonly say: (line: string) => void;
  /** Milliseconds, from whenever. */
  readonly clock: () => number;
  /** The command that goes on where a failure stopped. */
  readonly resume: string;
}

const FAILED = 1;

/** As a shell gives the end by SIGHUP, SIGINT and SIGTERM. */
const INTERRUPTED = [129, 130, 143];

const briefly = ({ program, args }: Step): string => {
  const options = args.findIndex((arg) => arg.startsWith('-'));
  return [program, ...args.slice(0, options === -1 ? args.length : options)].join(' ');
};

const runStep = async <P extends Program>(step: Step<P>, { programs, say }: StepTools<P>): Promise<number> => {
  try {
    return await programs[step.program](step.args);
  } catch (error) {
    const known = error instanceof ToolFailure || error instanceof UsageError || error instanceof InvalidInputError;
    if (!known) throw error;
    say(error.message);
    // Wrong use would mean that nothing was done.
    return error instanceof ToolFailure ? statusOf(error) : FAILED;
  }
};

/** Runs steps one after the other, tells of each, and stops at the first that fails, saying how to go on; gives the exit status. */
export const runSteps = async <P extends Program>(steps: readonly Step<P>[], tools: StepTools<P>): Promise<number> => {
  const { say, clock, resume } = tools;
  for (const [index, step] of steps.entries()) {
    const label = `[${index + 1}/${steps.length}] ${step.name}`;
    const since = clock();
    say(`${label}: ${briefly(step)} …`);
    const status = await runStep(step, tools);
    const took = `${((clock() - since) / 1_000).toFixed(1)} s`;
    if (status !== 0) {
      const interrupted = INTERRUPTED.includes(status);
      const end = interrupted ? 'interrupted' : `failed with exit status ${status}`;
      say(`${label}: ${end} (${took}); what it says is above`);
      say(`${interrupted ? '' : 'mend that, then '}go on with: ${resume} (what is done stays as it is)`);
      return status;
    }
    say(`${label}: done (${took})`);
  }
  return 0;
};
