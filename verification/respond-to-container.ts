import { announce } from './announce';
import type { Answer, RespondPorts, ResponseCase } from './answer';
import { answerVerdict } from './answer-verdict';
import type { Disposition } from './disposition';
import { ledgerKey } from './ledger';
import { ResponseError, toCause } from './response-error';
import { workloadKindFor } from './task';
import { clusterResponseFor } from './trust';
import type { VerifiedContainer } from './verify-task';

/** Keeps a stop in the ledger before it is announced, so that a failed announcement can be retried later. */
const keepStop = async (given: Answer, { ledger }: RespondPorts): Promise<Answer> => {
  if (given.outcome !== 'stopped' || given.entry.stopped) return given;
  const entry = { ...given.entry, stopped: true };
  return ledger.keep(ledgerKey(given.task.taskArn, given.verified), entry).then(
    () => ({ ...given, entry }),
    (failure: unknown) => ({ ...given, entry, failure }),
  );
};

/**
 * Responds to one container's verdict: stop if that is due, then announce.
 * @throws ResponseError when the stop or a channel failed; what succeeded is not repeated by a retry.
 */
export const respondToContainer = async (
  before: VerifiedContainer,
  each: ResponseCase,
  ports: RespondPorts,
): Promise<Disposition> => {
  const { trust } = each;
  const given = await keepStop(await answerVerdict(before, each, ports), ports);
  const { task, verified, entry, outcome, disposition, failure } = given;
  const announcement = {
    task,
    verified,
    trustDocument: trust.kind === 'loaded' ? trust.sha256 : null,
    mode: clusterResponseFor(trust, task.clusterArn).mode,
    workload: workloadKindFor(task),
    outcome,
    at: ports.now(),
  };
  const failures = [...(await announce(announcement, entry, ports)), ...(failure === undefined ? [] : [failure])];
  if (failures.length > 0) throw new ResponseError('a response failed', { cause: toCause(failures) });
  return disposition;
};
