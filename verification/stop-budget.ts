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

const windowOf = ({ minutes }: StopBudget): number => minutes * 60_000;

/**
 * Spends one stop of a cluster's budget, if the minutes before `now` have one left. A task spends one stop, however often
 * stopping it is attempted.
 */
export const spendStop = (
  earlier: readonly SpentStop[],
  { taskArn, budget }: { readonly taskArn: string; readonly budget: StopBudget },
  now: number,
): Spending => {
  const counting = earlier.filter(({ at }) => at > now - windowOf(budget));
  if (counting.some((stop) => stop.taskArn === taskArn)) return { kind: 'granted', stops: counting };
  if (counting.length < budget.stops) return { kind: 'granted', stops: [...counting, { taskArn, at: now }] };
  const oldest = Math.min(...counting.map(({ at }) => at), now);
  return { kind: 'refused', freeAfterSeconds: Math.ceil((oldest + windowOf(budget) - now) / 1000) };
};

/** The stops that still count when a task could not be stopped after all. */
export const giveBackStop = (spent: readonly SpentStop[], taskArn: string): readonly SpentStop[] =>
  spent.filter((stop) => stop.taskArn !== taskArn);
