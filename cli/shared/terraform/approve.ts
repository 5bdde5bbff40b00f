import { UsageError } from '../usage-error';
import type { Terminal } from './terminal';

/** What is to be approved. */
export interface Approval {
  readonly verb: string;
  /** Given in advance, by --auto-approve. */
  readonly given: boolean;
  readonly question: string;
}

/**
 * Asks once whether to go on; only `yes` is a yes.
 * @throws UsageError when it was not approved in advance, and nobody can be asked.
 */
export const isApproved = async ({ verb, given, question }: Approval, terminal: Terminal): Promise<boolean> => {
  if (given) return true;
  if (!terminal.interactive)
    throw new UsageError(`${verb}: expected a terminal to ask on, or --auto-approve, found neither: nothing was done`);
  return (await terminal.ask(`${question} Only yes goes on: `)) === 'yes';
};
