import { ToolFailure, type ToolFailureCode } from '../../adapters/builders/tool-failure';
import { machineFailureOf } from './machine-failure';

const STATUS: Readonly<Record<ToolFailureCode, number>> = { failed: 1, missing: 3, refused: 4, temporary: 5 };

/** The exit status of a failure, by its kind. */
export const statusOf = ({ code }: ToolFailure): number => STATUS[code];

/** The exit codes of sign and sign-and-push, for their help. */
export const EXIT_CODES = `Exit codes: 0 done, or nothing to do; 1 failed; 2 wrong use; 3 something is missing on this machine (builder, notation,
AWS login, outputs, disk space); 4 refused by AWS or the registry; 5 temporary: run it again; 130 or 143 interrupted, by Ctrl-C or
SIGTERM: run it again.`;

/** Runs the work of a verb: a ToolFailure, or a disk that takes nothing, becomes its one sentence on stderr and the exit status of its kind. */
export const exitStatusOf = async (verb: string, work: () => Promise<number>): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof ToolFailure ? error : machineFailureOf(error);
    if (failure === undefined) throw error;
    process.stderr.write(`image-trust ${verb}: ${failure.message}\n`);
    return statusOf(failure);
  }
};
