import { countOf } from './count-of';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A duration in the largest unit of which there are two, as in `3 hours`. */
export const formatDuration = (milliseconds: number): string => {
  if (milliseconds < MINUTE_MS) return 'less than a minute';
  if (milliseconds < 2 * HOUR_MS) return countOf(Math.floor(milliseconds / MINUTE_MS), 'minute');
  return milliseconds < 2 * DAY_MS
    ? countOf(Math.floor(milliseconds / HOUR_MS), 'hour')
    : countOf(Math.floor(milliseconds / DAY_MS), 'day');
};
