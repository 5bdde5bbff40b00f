import { MAX_SIGNATURES, VERDICT_EVENT_VERSION, type VerdictEvent } from '../../contracts/events/verdict-event';
import {
  formatRepository,
  MAX_DETAIL_LENGTH,
  shorten,
  toPublicDetail,
  type Announcement,
  type Outcome,
  type Verdict,
} from '../../verification';

/** The fields of the event `Image Verdict`, also for verdicts that only the log announces. */
export type VerdictRecord = Omit<VerdictEvent, 'response'> & { readonly response: Outcome };

/** What stands for a container whose name an event does not report. */
const UNNAMED = '(unnamed)';

const causeOf = (verdict: Verdict): VerdictRecord['cause'] => (verdict.kind === 'inconclusive' ? verdict.cause : null);

const reasonIn = (verdict: Verdict): VerdictRecord['reason'] =>
  verdict.kind === 'untrusted' || verdict.kind === 'inconclusive' ? verdict.reason : null;

/** The signatures that an event names. */
export type Signatures = Pick<VerdictRecord, 'signatures' | 'rejectedSignatures'>;

/** The signatures of a verdict: those that counted, or those that do not. */
export const signaturesOf = (verdict: Verdict): Signatures => {
  switch (verdict.kind) {
    case 'trusted': {
      const signatures = verdict.signatures.slice(0, MAX_SIGNATURES).map(({ signature, ...evidence }) => ({
        digest: signature,
        ...evidence,
      }));
      return { signatures, rejectedSignatures: [] };
    }
    case 'untrusted': {
      const rejectedSignatures = verdict.signatures
        .slice(0, MAX_SIGNATURES)
        .map(({ digest, signer = null, reason }) => ({ digest, signer, reason }));
      return { signatures: [], rejectedSignatures };
    }
    case 'inconclusive':
    case 'exempt':
      return { signatures: [], rejectedSignatures: [] };
  }
};

/** What every channel announces about a verdict, in the same words. */
export const toVerdictRecord = (announcement: Announcement, deployment: string): VerdictRecord => {
  const { task, verified, trustDocument, mode, workload, outcome, note, at } = announcement;
  const { container, image, policy, verdict } = verified;
  return {
    version: VERDICT_EVENT_VERSION,
    deployment,
    trustDocument,
    cluster: task.clusterArn,
    task: task.taskArn,
    container: container.name || UNNAMED,
    image: container.image === null ? null : toPublicDetail(container.image),
    repository: image === null ? null : formatRepository(image.identity),
    digest: image?.digest ?? container.imageDigest,
    verdict: verdict.kind,
    reason: reasonIn(verdict),
    cause: causeOf(verdict),
    policy: policy?.name ?? null,
    rule: verdict.kind === 'exempt' ? verdict.rule : null,
    detail: verdict.detail.slice(0, MAX_DETAIL_LENGTH),
    ...signaturesOf(verdict),
    mode,
    workload,
    response: outcome,
    note: note === null ? null : shorten(toPublicDetail(note), MAX_DETAIL_LENGTH),
    at: new Date(at).toISOString(),
  };
};
