const FIRST_SECONDS = 30;
const MAX_SECONDS = 15 * 60;

/** How long a message stays invisible after its nth attempt, in seconds: 30, doubling up to 15 minutes. */
export const backOffSeconds = (attempt: number): number =>
  Math.min(FIRST_SECONDS * 2 ** Math.max(0, attempt - 1), MAX_SECONDS);

/** How often a queue must deliver a message so that its back-off lasts at least that many hours. */
export const attemptsFor = (hours: number): number => {
  let attempts = 1;
  for (let waited = 0; waited < hours * 3600; attempts += 1) waited += backOffSeconds(attempts);
  return attempts;
};
