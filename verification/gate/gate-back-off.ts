import { backOffSeconds } from '../back-off';

const MINUTE = 60;

/**
 * How long a deployment's message stays invisible after its nth attempt, in seconds: 30 seconds, doubling up to 15
 * minutes, then half an hour, then three hours. A deployment can wait for days, and a message has few attempts.
 */
export const gateBackOffSeconds = (attempt: number): number => {
  if (attempt > 21) return 180 * MINUTE;
  if (attempt > 13) return 30 * MINUTE;
  return backOffSeconds(attempt);
};
