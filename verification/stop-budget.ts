import type { StopBudget } from './trust-document';

/** One stop of a cluster's budget, for a task or a service deployment; `at` in milliseconds since the epoch. */
export interface SpentStop {
  readonly arn: string;
  readonly at: number;
}

/** The result of spending one stop: the stops that count from now on, or after how many seconds one becomes free. */
export type Spending =
  | { readonly kind: 'granted'; readonly stops: readonly SpentStop[] }
  | { readonly kind: 'refused'; readonly freeAfterSeconds: number };

/**
 * Spends one stop of a cluster's budget, if the minutes before `now` have one left. A task or service deployment spends
 * one stop, however often stopping it is attempted.
 */
export const spendStop = (
  earlier: readonly SpentStop[],
  { arn, budget }: { readonly arn: string; readonly budget: StopBudget },
  now: number,
): Spending => {
  const window = budget.minutes * 60_000;
  const counting = earlier.filter(({ at }) => at > now - window);
  if (counting.some((stop) => stop.arn === arn)) return { kind: 'granted', stops: counting };
  if (counting.length < budget.stops) return { kind: 'granted', stops: [...counting, { arn, at: now }] };
  // After a budget was reduced, more than one stop must cease to count.
  const times = counting.map(({ at }) => at).sort((a, b) => a - b);
  const last = times[counting.length - budget.stops] ?? now;
  return { kind: 'refused', freeAfterSeconds: Math.ceil((last + window - now) / 1000) };
};

/** The stops that still count when a task or service deployment was not stopped after all. */
export const giveBackStop = (spent: readonly SpentStop[], arn: string): readonly SpentStop[] =>
  spent.filter((stop) => stop.arn !== arn);
