import { ToolFailure, type ToolFailureCode } from '../../adapters/builders/tool-failure';
import { EXIT } from './exit-codes';
import { machineFailureOf } from './machine-failure';
import { printError } from './print';

const STATUS: Readonly<Record<ToolFailureCode, number>> = {
  failed: EXIT.failed,
  missing: EXIT.missing,
  refused: EXIT.refused,
  temporary: EXIT.temporary,
};

/** The exit status of a failure, by its kind. */
export const statusOf = ({ code }: ToolFailure): number => STATUS[code];

/** Runs the work of a verb: a ToolFailure, or a disk that takes nothing, becomes its one sentence on stderr and the exit status of its kind. */
export const exitStatusOf = async (verb: string, work: () => Promise<number>): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof ToolFailure ? error : machineFailureOf(error);
    if (failure === undefined) throw error;
    printError(`image-trust ${verb}`, failure.message);
    return statusOf(failure);
  }
};
