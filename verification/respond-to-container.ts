import { announce } from './announce';
import type { Answer, RespondPorts, ResponseCase } from './answer';
import { answerVerdict } from './answer-verdict';
import type { Disposition } from './disposition';
import { carriedOut, ledgerKey, type LedgerEntry } from './ledger';
import { ResponseError, toCause } from './response-error';
import { workloadKindFor } from './task';
import { clusterResponseFor } from './trust';
import type { VerifiedContainer } from './verify-task';

/** The ledger's entry after an intervention; undefined if there was none. */
const entryAfter = ({ outcome, entry }: Answer): LedgerEntry | undefined => {
  if (outcome === 'stopped') return { ...entry, stopped: true };
  return outcome === 'rolled-back' ? { ...entry, rolledBack: true } : undefined;
};

/** Keeps an intervention in the ledger before it is announced, so that a failed announcement can be retried later. */
const keepIntervention = async (given: Answer, { ledger }: RespondPorts): Promise<Answer> => {
  const entry = entryAfter(given);
  if (entry === undefined || carriedOut(given.entry) !== undefined) return given;
  return ledger.keep(ledgerKey(given.task.taskArn, given.verified), entry).then(
    () => ({ ...given, entry }),
    (failure: unknown) => ({ ...given, entry, failure }),
  );
};

/**
 * Responds to one container's verdict: stop or roll back if that is due, then announce.
 * @throws ResponseError when that or a channel failed; what succeeded is not repeated by a retry.
 */
export const respondToContainer = async (
  before: VerifiedContainer,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Disposition> => {
  const { trust } = each;
  const given = await keepIntervention(await answerVerdict(before, each, ports), ports);
  const { task, verified, entry, outcome, note = null, disposition, failure } = given;
  const announcement = {
    task,
    verified,
    trustDocument: trust.kind === 'loaded' ? trust.sha256 : null,
    mode: clusterResponseFor(trust, task.clusterArn).mode,
    workload: workloadKindFor(task),
    outcome,
    note,
    at: ports.now(),
  };
  const failures = [...(await announce(announcement, entry, ports)), ...(failure === undefined ? [] : [failure])];
  if (failures.length > 0) throw new ResponseError('a response failed', { cause: toCause(failures) });
  return disposition;
};
