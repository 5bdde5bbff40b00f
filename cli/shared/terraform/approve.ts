import { UsageError } from '../usage-error';
import type { Terminal } from './terminal';

/** A question that needs an approval. */
export interface Approval {
  readonly verb: string;
  /** Approved in advance, by --auto-approve. */
  readonly given: boolean;
  readonly question: string;
}

/**
 * Asks once for approval; only `yes` approves.
 * @throws UsageError when it was not approved in advance and there is no terminal to ask on.
 */
export const isApproved = async ({ verb, given, question }: Approval, terminal: Terminal): Promise<boolean> => {
  if (given) return true;
  if (!terminal.interactive)
    throw new UsageError(`${verb}: expected a terminal to ask on, or --auto-approve, found neither: nothing was done`);
  return (await terminal.ask(`${question} Type yes to continue: `)) === 'yes';
};
