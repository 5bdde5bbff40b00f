/** A longer time is taken as this one: a day, in seconds. */
const MAX_SECONDS = 24 * 60 * 60;

/** Parses `Retry-After`, seconds or a date, to seconds from now; `now` in milliseconds since the epoch. */
export const parseRetryAfter = (text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined;
  // Every form of a date begins with the day of the week; Date.parse alone would read a date into almost anything.
  const date = /^\s*[a-z]{3,9},? /i.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\s*\d+\s*$/.test(text) ? Number(text) : Math.ceil((date - now) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), MAX_SECONDS);
};
