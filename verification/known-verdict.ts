import type { Known, RespondPorts, ResponseCase } from './answer';
import { decideResponse, type PlannedResponse } from './decide-response';
import { ledgerKey, pendingStopKey } from './ledger';
import { isEnding, workloadKindFor } from './task';
import { clusterResponseFor } from './trust';
import type { VerifiedContainer } from './verify-task';

/** A verdict with what the ledger knows about it. Throws what the ledger throws. */
export const recallVerdict = async (
  verified: VerifiedContainer,
  { task }: ResponseCase,
  { ledger, now }: RespondPorts,
): Promise<Known> => {
  const entry = await ledger.recall(ledgerKey(task.taskArn, verified));
  return {
    verified,
    entry: entry ?? { firstSeen: now(), announced: {}, stopped: false },
    isKnown: entry !== undefined,
  };
};

/** A verdict that was first seen at this time, in milliseconds since the epoch. */
interface SeenVerdict {
  readonly verified: VerifiedContainer;
  readonly firstSeen: number;
}

const decideSeen = ({ verified, firstSeen }: SeenVerdict, each: ResponseCase, now: number): PlannedResponse =>
  decideResponse({
    ...clusterResponseFor(each.trust, each.task.clusterArn),
    verdict: verified.verdict,
    workload: workloadKindFor(each.task),
    ending: isEnding(each.task),
    attempt: each.attempt,
    lastAttempt: each.lastAttempt,
    firstSeen,
    now,
  });

/**
 * Decides the response to a verdict, which waits for its confirmation since the container was first seen untrusted,
 * whatever the reason. Throws what the ledger throws.
 */
export const decideKnown = async (
  { verified, entry }: Known,
  each: ResponseCase,
  { ledger, now }: RespondPorts,
): Promise<PlannedResponse> => {
  const time = now();
  const response = decideSeen({ verified, firstSeen: entry.firstSeen }, each, time);
  if (response.kind !== 'confirm') return response;
  const key = pendingStopKey(each.task.taskArn, verified);
  const pending = await ledger.recall(key);
  if (pending !== undefined) return decideSeen({ verified, firstSeen: pending.firstSeen }, each, time);
  await ledger.keep(key, { firstSeen: entry.firstSeen, announced: {}, stopped: false });
  return response;
};
