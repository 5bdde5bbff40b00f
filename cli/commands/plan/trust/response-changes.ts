import type { ResponseSettings, StopBudget } from '../../../../verification/trust-document';
import { fromTo, type FromTo } from '../report/difference';
import type { Mark } from '../report/mark';

/** A setting of what enforce does, from one value to another. */
export type ResponseChange = {
  readonly kind: 'response';
  readonly mark: Mark;
  readonly setting: 'whenUnprovable' | 'confirmUnsignedAfterSeconds' | 'stopBudget';
} & FromTo;

// The same rate over a longer time allows more stops at once.
const allowsMore = (is: StopBudget, was: StopBudget): boolean =>
  is.stops > was.stops || is.stops / is.minutes > was.stops / was.minutes;

const words = ({ stops, minutes }: StopBudget): string => `${stops} in ${minutes} minutes`;

const change = (
  setting: ResponseChange['setting'],
  mark: Mark,
  values: FromTo | undefined,
): readonly ResponseChange[] => (values === undefined ? [] : [{ kind: 'response', setting, mark, ...values }]);

/** What changes in what enforce does. */
export const responseChanges = (was: ResponseSettings, is: ResponseSettings): readonly ResponseChange[] => [
  ...change(
    'whenUnprovable',
    is.whenUnprovable === 'stop' ? 'can-stop-tasks' : 'weakens-enforcement',
    fromTo(was.whenUnprovable, is.whenUnprovable),
  ),
  ...change(
    'confirmUnsignedAfterSeconds',
    is.confirmUnsignedAfterSeconds < was.confirmUnsignedAfterSeconds ? 'can-stop-tasks' : 'none',
    fromTo(String(was.confirmUnsignedAfterSeconds), String(is.confirmUnsignedAfterSeconds)),
  ),
  ...change(
    'stopBudget',
    allowsMore(is.stopBudget, was.stopBudget) ? 'can-stop-tasks' : 'none',
    fromTo(words(was.stopBudget), words(is.stopBudget)),
  ),
];
