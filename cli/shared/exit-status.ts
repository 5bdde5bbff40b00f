import { ToolError } from '../../adapters/tool-error';
import { ToolFailure, type ToolFailureCode } from './failure';
import { machineFailureOf } from './machine-failure';

const STATUS: Readonly<Record<ToolFailureCode, number>> = { failed: 1, missing: 3, refused: 4, temporary: 5 };

/** The exit status of a failure, by its kind. */
export const statusOf = ({ code }: ToolFailure): number => STATUS[code];

/** The exit codes of sign and sign-and-push, for their help. */
export const EXIT_CODES = `Exit codes: 0 done, or nothing to do; 1 failed; 2 usage error; 3 something is missing on this
machine (builder, notation, AWS login, outputs, disk space); 4 refused by AWS or the registry;
5 temporary: run it again; 130 or 143 interrupted by Ctrl-C or SIGTERM: run it again.`;

/** The failure that an error stands for; undefined for a defect of our own. */
export const toToolFailure = (error: unknown): ToolFailure | undefined => {
  if (error instanceof ToolFailure) return error;
  if (error instanceof ToolError) return new ToolFailure(error.code, error.message, { cause: error });
  return machineFailureOf(error);
};

/** Runs a command's work; a failure becomes one sentence on stderr and the exit status of its kind. Other errors are rethrown. */
export const exitStatusOf = async (verb: string, work: () => Promise<number>): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    const failure = toToolFailure(error);
    if (failure === undefined) throw error;
    process.stderr.write(`image-trust ${verb}: ${failure.message}\n`);
    return statusOf(failure);
  }
};
