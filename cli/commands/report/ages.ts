import type { Deployment } from '../../../contracts/deployment/deployment';
import { countOf } from '../../shared/count-of';
import { formatDuration } from '../../shared/format-duration';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long ago an instant is, as in `3 hours ago`. */
export const ageOf = (instant: string, now: number): string => `${formatDuration(now - Date.parse(instant))} ago`;

/** How much of a period is left, as in `3 hours`; or `ended`. */
export const timeLeft = (until: string, now: number): string => {
  const left = Date.parse(until) - now;
  return left <= 0 ? 'ended' : formatDuration(left);
};

/** Warns about a report that is older than two periods of the sweep, or than a day without a sweep; undefined for a recent one. */
export const oldReportWarning = (instant: string, sweep: Deployment['sweep'], now: number): string | undefined => {
  const age = now - Date.parse(instant);
  if (age <= (sweep === 'off' ? DAY_MS : 2 * sweep.everyMinutes * MINUTE_MS)) return undefined;
  const old = `warning: this report is ${formatDuration(age)} old`;
  return sweep === 'off'
    ? `${old}, and the sweep is off, so no newer one follows: use --now`
    : `${old}, although a sweep runs every ${countOf(sweep.everyMinutes, 'minute')}: check the alarms of the sweep (docs/operations.md), or use --now`;
};
