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
 * Checks before long work that an approval can be given after it.
 * @throws UsageError when it was not approved in advance and there is no terminal to ask on.
 */
export const checkApprovable = ({ verb, given }: Pick<Approval, 'verb' | 'given'>, terminal: Terminal): void => {
  if (given || terminal.interactive) return;
  throw new UsageError(`${verb}: expected a terminal to ask on, or --auto-approve, found neither: nothing was done`);
};

/**
 * Asks once for approval; only `yes` approves.
 * @throws UsageError when it was not approved in advance and there is no terminal to ask on.
 */
export const isApproved = async (approval: Approval, terminal: Terminal): Promise<boolean> => {
  const { given, question } = approval;
  checkApprovable(approval, terminal);
  return given || (await terminal.ask(`${question} Type yes to continue: `)) === 'yes';
};
