import {
  DONE,
  retryLater,
  verifyCanaries,
  type Canaries,
  type CanaryDoor,
  type CanaryResult,
  type Disposition,
  type RemainingTime,
  type VerifyImage,
} from '../../verification';
import { loadTrust, type LoadTrustPorts } from '../shared/load-trust';

/** A request of a sweep to verify the canary images; attempts count from 1. */
export interface CanaryMessage {
  readonly sweep: string;
  readonly attempt: number;
  readonly lastAttempt: number;
  readonly remaining: RemainingTime;
}

/** The ports that verifying the canary images needs: none of them can stop, write or announce anything. */
export interface HandleCanaryPorts extends LoadTrustPorts {
  readonly now: () => number;
  /** Undefined where there are no canary images. */
  readonly canaries: Canaries | undefined;
  readonly verifyAfresh: VerifyImage;
  /** Counts the results, and logs the wrong ones. */
  readonly record: (results: readonly CanaryResult[], sweep: string) => void;
}

/** After how many attempts an inconclusive answer counts: a registry or AWS Signer may fail for a moment. */
export const CANARY_ATTEMPTS = 3;

/** Whether an answer is wrong for sure: it counts at once, whatever the others are. */
const isWrong = ({ passed, verdict }: CanaryResult): boolean => !passed && verdict !== 'inconclusive';

const DOORS: readonly CanaryDoor[] = ['start', 'gate'];

/**
 * Verifies the canary images as a task's start and as the gate would, always afresh. Each result is recorded; while an
 * answer is inconclusive, only wrong ones are recorded, and the message is retried a few times.
 */
export const handleCanary = async (
  { sweep, attempt, lastAttempt, remaining }: CanaryMessage,
  ports: HandleCanaryPorts,
): Promise<Disposition> => {
  const { now, canaries, verifyAfresh, record } = ports;
  if (canaries === undefined) return DONE;
  const trust = await loadTrust(ports);
  const each = { canaries, trust, remaining };
  const answers = DOORS.map((door) => verifyCanaries(door, each, { now, verifyImage: verifyAfresh }));
  const results = (await Promise.all(answers)).flat();
  const isOpen = results.some(({ verdict }) => verdict === 'inconclusive');
  if (isOpen && attempt < Math.min(CANARY_ATTEMPTS, lastAttempt)) {
    record(results.filter(isWrong), sweep);
    return retryLater();
  }
  record(results, sweep);
  return DONE;
};
