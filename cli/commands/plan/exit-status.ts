import { ToolFailure, type ToolFailureCode } from '../../shared/failure';
import { statusOf } from '../../shared/exit-status';
import { hasChanges, type Summary } from './plan-summary';

/** The exit status of errors without a kind of their own, usage errors included: Terraform's. */
export const ERROR = 1;

/** The exit status when something would change: Terraform's. */
export const CHANGES = 2;

/** `temporary` comes last: a retry helps only if every failure may pass by itself. */
const GRAVEST: readonly ToolFailureCode[] = ['failed', 'missing', 'refused', 'temporary'];

/** The exit status of a whole plan. */
export const exitStatusFor = (summary: Summary): number => {
  const codes = summary.stacks.flatMap((stack) => (stack.kind === 'failed' ? [stack.code] : []));
  const gravest = GRAVEST.find((code) => codes.includes(code));
  if (gravest !== undefined) return statusOf(new ToolFailure(gravest, ''));
  if (summary.expired.length > 0) return ERROR;
  return hasChanges(summary) ? CHANGES : 0;
};
