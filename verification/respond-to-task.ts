import type { RespondPorts, ResponseCase } from './answer';
import { earliestRetry, type Disposition } from './disposition';
import { ledgerKey } from './ledger';
import { respondToContainer } from './respond-to-container';
import { ResponseError, toCause } from './response-error';
import { stopOnce } from './stop-once';
import type { VerifiedContainer } from './verify-task';

/**
 * What is responded to one after the other: all verdicts that may stop the task, so that it is stopped once and the budget
 * is spent in order; and verdicts with one entry in the ledger, so that it is announced once.
 */
const laneOf = (verified: VerifiedContainer, { task }: ResponseCase): string => {
  switch (verified.verdict.kind) {
    case 'trusted':
    case 'exempt':
      return ledgerKey(task.taskArn, verified);
    case 'untrusted':
    case 'inconclusive':
      return 'may stop';
  }
};

/**
 * Responds to the verdict of every container of a task on its own; returns what happens to the task's message.
 * @throws ResponseError when a response failed for some container; the others were responded to all the same.
 */
export const respondToTask = async (
  each: ResponseCase,
  verified: readonly VerifiedContainer[],
  ports: RespondPorts,
): Promise<Disposition> => {
  const once = stopOnce(ports);
  const lanes = new Map<string, Promise<unknown>>();
  const responses = verified.map((container) => {
    const lane = laneOf(container, each);
    const before = lanes.get(lane) ?? Promise.resolve();
    const respond = (): Promise<Disposition> => respondToContainer(container, each, once);
    const response = before.then(respond, respond);
    lanes.set(lane, response);
    return response;
  });
  const results = await Promise.allSettled(responses);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length === 0)
    return earliestRetry(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  throw new ResponseError(`the response failed for ${failures.length} of ${verified.length} containers`, {
    cause: toCause(failures),
  });
};
