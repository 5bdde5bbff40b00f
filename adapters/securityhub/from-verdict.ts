import type { VerdictNotice } from '../../contracts/events/notice-format';
import { UNTRUSTED_REASONS, type UntrustedReason } from '../../verification';
import type { UntrustedImage } from './to-finding';

/** Whether a reason is one of untrusted images. */
export const isUntrustedReason = (reason: string | null): reason is UntrustedReason =>
  UNTRUSTED_REASONS.some((each) => each === reason);

/** The untrusted image of an announced verdict; undefined for every other verdict, which gets no finding. */
export const fromVerdict = ({
  verdict,
  service,
  taskDefinition,
}: Omit<VerdictNotice, 'kind' | 'target'>): UntrustedImage | undefined => {
  const { reason, task, at } = verdict;
  if (verdict.verdict !== 'untrusted' || !isUntrustedReason(reason)) return undefined;
  return { ...verdict, reason, service, taskDefinition, tasks: [task], firstObservedAt: at, observedAt: at };
};
