import type { StopBudget } from './trust-document';

/** One stop of a cluster's budget; `at` in milliseconds since the epoch. */
export interface SpentStop {
  readonly taskArn: string;
  readonly at: number;
}

/** The result of spending one stop: the stops that count from now on, or after how many seconds one becomes free. */
export type Spending =
  | { readonly kind: 'granted'; readonly stops: readonly SpentStop[] }
  | { readonly kind: 'refused'; readonly freeAfterSeconds: number };

/**
 * Spends one stop of a cluster's budget, if the minutes before `now` have one left. A task spends one stop, however often
 * stopping it is attempted.
 */
export const spendStop = (
  earlier: readonly SpentStop[],
  { taskArn, budget }: { readonly taskArn: string; readonly budget: StopBudget },
  now: number,
): Spending => {
  const window = budget.minutes * 60_000;
  const counting = earlier.filter(({ at }) => at > now - window);
  if (counting.some((stop) => stop.taskArn === taskArn)) return { kind: 'granted', stops: counting };
  if (counting.length < budget.stops) return { kind: 'granted', stops: [...counting, { taskArn, at: now }] };
  // After a budget was reduced, more than one stop must cease to count.
  const times = counting.map(({ at }) => at).sort((a, b) => a - b);
  const last = times[counting.length - budget.stops] ?? now;
  return { kind: 'refused', freeAfterSeconds: Math.ceil((last + window - now) / 1000) };
};

/** The stops that still count when a task was not stopped after all. */
export const giveBackStop = (spent: readonly SpentStop[], taskArn: string): readonly SpentStop[] =>
  spent.filter((stop) => stop.taskArn !== taskArn);
