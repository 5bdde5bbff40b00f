import { MAX_DETAIL_LENGTH, type VerdictEvent } from '../../contracts/events/verdict-event';
import { formatRepository, type Announcement, type Outcome, type Verdict } from '../../verification';

/** Where verdicts come from. */
export interface VerdictSource {
  readonly deployment: string;
  /** SHA-256 of the trust document that was judged by; null when there was none to read. */
  readonly trustDocument: string | null;
}

/** What is recorded of a verdict: the fields of the event, also for verdicts that nobody but the log is told of. */
export type VerdictRecord = Omit<VerdictEvent, 'response'> & { readonly response: Outcome };

const causeOf = (verdict: Verdict): VerdictRecord['cause'] => (verdict.kind === 'inconclusive' ? verdict.cause : null);

const reasonIn = (verdict: Verdict): VerdictRecord['reason'] =>
  verdict.kind === 'untrusted' || verdict.kind === 'inconclusive' ? verdict.reason : null;

/** What log line, event and message say of a verdict, in the same words. */
export const toVerdictRecord = (announcement: Announcement, source: VerdictSource): VerdictRecord => {
  const { task, verified: judged, mode, workload, outcome, at } = announcement;
  const { container, image, policy, verdict } = judged;
  return {
    version: 1,
    deployment: source.deployment,
    trustDocument: source.trustDocument,
    cluster: task.clusterArn,
    task: task.taskArn,
    container: container.name,
    image: container.image,
    repository: image === null ? null : formatRepository(image.identity),
    digest: image?.digest ?? container.imageDigest,
    verdict: verdict.kind,
    reason: reasonIn(verdict),
    cause: causeOf(verdict),
    policy: policy?.name ?? null,
    rule: verdict.kind === 'exempt' ? verdict.rule : null,
    detail: verdict.detail.slice(0, MAX_DETAIL_LENGTH),
    mode,
    workload,
    response: outcome,
    at: new Date(at).toISOString(),
  };
};
