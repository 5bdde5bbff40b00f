import { countOf } from '../../shared/count-of';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago an instant is, in the largest unit of which there are two, as in `3 hours ago`. */
export const ageOf = (instant: string, now: number): string => {
  const age = Math.max(0, now - Date.parse(instant));
  if (age < 2 * HOUR_MS) return `${countOf(Math.floor(age / MINUTE_MS), 'minute')} ago`;
  return age < 2 * DAY_MS
    ? `${countOf(Math.floor(age / HOUR_MS), 'hour')} ago`
    : `${countOf(Math.floor(age / DAY_MS), 'day')} ago`;
};

/** How much of a period is left: whole days, else whole hours, or `ended`. */
export const timeLeft = (until: string, now: number): string => {
  const left = Date.parse(until) - now;
  if (left <= 0) return 'ended';
  return left < 2 * DAY_MS ? countOf(Math.floor(left / HOUR_MS), 'hour') : countOf(Math.floor(left / DAY_MS), 'day');
};

/** Warns about a report that is older than two periods of the sweep; undefined for a recent one. */
export const oldReportWarning = (sweep: string, everyMinutes: number, now: number): string | undefined =>
  now - Date.parse(sweep) <= 2 * everyMinutes * MINUTE_MS
    ? undefined
    : `warning: this report is of ${ageOf(sweep, now)}, although the sweep runs every ${countOf(everyMinutes, 'minute')}: see its alarms (docs/operations.md), or use --now`;
