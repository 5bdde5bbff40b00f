import type { VerdictEvent } from '../../contracts/events/verdict-event';
import { VERDICT_EVENT_VERSION } from '../../contracts/events/verdict-event-format';
import type { Announcement, Outcome } from '../../verification';
import { toVerdictFields } from './to-verdict-fields';

/** The fields of the event `Image Verdict`, also for verdicts that only the log announces. */
export type VerdictRecord = Omit<VerdictEvent, 'response'> & { readonly response: Outcome };

/** What every channel announces about a verdict, in the same words. */
export const toVerdictRecord = (announcement: Announcement, deployment: string): VerdictRecord => {
  const { task, verified, trustDocument, mode, workload, outcome, at } = announcement;
  return {
    version: VERDICT_EVENT_VERSION,
    deployment,
    trustDocument,
    cluster: task.clusterArn,
    task: task.taskArn,
    ...toVerdictFields(verified),
    mode,
    workload,
    response: outcome,
    at: new Date(at).toISOString(),
  };
};
