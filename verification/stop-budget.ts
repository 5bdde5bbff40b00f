import type { StopBudget } from './trust-document';

/** The result of spending one stop: the times of all stops that still count, in milliseconds since the epoch. */
export interface Spending {
  readonly granted: boolean;
  readonly stops: readonly number[];
}

/** Spends one stop of a cluster's budget, if the minutes before `now` have one left. */
export const spendStop = (earlier: readonly number[], budget: StopBudget, now: number): Spending => {
  const counting = earlier.filter((time) => time > now - budget.minutes * 60_000);
  const granted = counting.length < budget.stops;
  return { granted, stops: granted ? [...counting, now] : counting };
};
