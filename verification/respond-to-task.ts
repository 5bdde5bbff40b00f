import type { RespondPorts, ResponseCase } from './answer';
import { earliestRetry, type Disposition } from './disposition';
import { respondToContainer } from './respond-to-container';
import { ResponseError, toCause } from './response-error';
import { stopOnce } from './stop-once';
import type { VerifiedContainer } from './verify-task';

/**
 * Responds to the verdict of every container of a task on its own; returns what happens to the task's message.
 * @throws ResponseError when a response failed for some container; the others were responded to all the same.
 */
export const respondToTask = async (
  each: ResponseCase,
  verified: readonly VerifiedContainer[],
  ports: RespondPorts,
): Promise<Disposition> => {
  const dispositions: Disposition[] = [];
  const failures: unknown[] = [];
  const once = stopOnce(ports);
  // One after the other, so that the task is stopped once and the budget is spent in order.
  for (const container of verified) {
    try {
      dispositions.push(await respondToContainer(container, each, once));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return earliestRetry(dispositions);
  throw new ResponseError(`the response failed for ${failures.length} of ${verified.length} containers`, {
    cause: toCause(failures),
  });
};
