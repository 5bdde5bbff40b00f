import { ToolError } from '../../adapters/tool-error';
import { EXIT } from './exit-codes';
import { ToolFailure, type ToolFailureCode } from './failure';
import { machineFailureOf } from './machine-failure';
import { printError } from './print';
import { markContinuation } from './visible-text';

const STATUS: Readonly<Record<ToolFailureCode, number>> = {
  failed: EXIT.failed,
  missing: EXIT.missing,
  refused: EXIT.refused,
  temporary: EXIT.temporary,
};

/** The exit status of a failure, by its kind. */
export const statusOf = ({ code }: ToolFailure): number => STATUS[code];

/** The failure that an error stands for; undefined for a defect of our own. */
export const toToolFailure = (error: unknown): ToolFailure | undefined => {
  if (error instanceof ToolFailure) return error;
  if (error instanceof ToolError) return new ToolFailure(error.code, markContinuation(error.message), { cause: error });
  return machineFailureOf(error);
};

/** Runs a command's work; a failure becomes one sentence on stderr and the exit status of its kind. Other errors are rethrown. */
export const exitStatusOf = async (verb: string, work: () => Promise<number>): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    const failure = toToolFailure(error);
    if (failure === undefined) throw error;
    printError(`image-trust ${verb}`, failure.message);
    return statusOf(failure);
  }
};
