import type { VerdictEvent } from '../../contracts/events/verdict-event';
import { MAX_SIGNATURES } from '../../contracts/events/verdict-event-format';
import type { verdictFields } from '../../contracts/events/verdict-fields';
import {
  formatRepository,
  MAX_DETAIL_LENGTH,
  toPublicDetail,
  type VerifiedContainer,
  type Verdict,
} from '../../verification';

/** The verdict for one container, as log lines and events name it. */
export type VerdictFields = Pick<VerdictEvent, keyof typeof verdictFields>;

/** What stands for a container whose name an event does not report. */
export const UNNAMED = '(unnamed)';

const causeOf = (verdict: Verdict): VerdictFields['cause'] => (verdict.kind === 'inconclusive' ? verdict.cause : null);

const reasonIn = (verdict: Verdict): VerdictFields['reason'] =>
  verdict.kind === 'untrusted' || verdict.kind === 'inconclusive' ? verdict.reason : null;

/** The signatures that an event names. */
export type Signatures = Pick<VerdictFields, 'signatures' | 'rejectedSignatures'>;

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

/** The verdict for one container in the words of log lines and events. */
export const toVerdictFields = ({ container, image, policy, verdict }: VerifiedContainer): VerdictFields => ({
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
});
