import { ToolFailure, type ToolFailureCode } from '../../shared/failure';
import { statusOf } from '../../shared/exit-status';
import { hasChanges, type Summary } from './report/summary';

/** The exit status of everything that went wrong without a kind of its own, wrong use among it: as Terraform's. */
export const ERROR = 1;

/** The exit status where something would change: as Terraform's. */
export const CHANGES = 2;

/** What cannot pass by itself comes first: who waits for that should not be sent to wait. */
const GRAVEST: readonly ToolFailureCode[] = ['failed', 'missing', 'refused', 'temporary'];

/** The exit status of a whole plan. */
export const exitStatusFor = (summary: Summary): number => {
  const codes = summary.stacks.flatMap((stack) => (stack.kind === 'failed' ? [stack.code] : []));
  const gravest = GRAVEST.find((code) => codes.includes(code));
  if (gravest !== undefined) return statusOf(new ToolFailure(gravest, ''));
  if (summary.expired.length > 0) return ERROR;
  return hasChanges(summary) ? CHANGES : 0;
};
