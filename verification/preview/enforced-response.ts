import { decideResponse, IMAGE_ATTEMPTS } from '../decide-response';
import { decideGate } from '../gate/decide-gate';
import type { WorkloadKind } from '../task';
import { gateStagesFor, type ResponseSettings, type TrustDocument } from '../trust-document';
import type { Verdict } from '../verdict';
import type { PreviewContainer } from './preview-container';

/** What enforce does in the end about a container that runs. */
export type EnforcedResponse = 'stop' | 'roll-back' | 'report' | 'none';

/** What the gate does in the end about the next deployment of a service that runs the same image. */
export type GatedResponse = 'roll-back' | 'wait' | 'none';

// Long after the first sight: the image was confirmed to be untrusted.
const CONFIRMED = { firstSeen: 0, now: Number.MAX_SAFE_INTEGER };

/** Foresees the response of enforce, by the decision that the launch function makes, once it has confirmed the verdict. */
export const enforcedResponse = (
  verdict: Verdict,
  workload: WorkloadKind,
  settings: ResponseSettings,
): EnforcedResponse => {
  const attempts = { attempt: IMAGE_ATTEMPTS, lastAttempt: IMAGE_ATTEMPTS };
  const situation = { verdict, workload, settings, mode: 'enforce', ending: false, ...attempts, ...CONFIRMED } as const;
  const planned = decideResponse(situation);
  switch (planned.kind) {
    case 'record':
      return 'none';
    case 'confirm':
      return planned.before;
    case 'report':
    case 'stop':
    case 'roll-back':
      return planned.kind;
  }
};

/** Foresees the decision of the gate in enforce mode, without break-glass grants. */
export const gatedResponse = (verdict: Verdict, settings: ResponseSettings): GatedResponse => {
  const containers = [{ verdict, isGranted: false, untrustedSince: CONFIRMED.firstSeen }];
  const decision = decideGate({ mode: 'enforce', containers, now: CONFIRMED.now, settings });
  switch (decision.kind) {
    case 'continue':
      return 'none';
    case 'confirm':
    case 'roll-back':
      return 'roll-back';
    case 'wait':
      return 'wait';
  }
};

/** What enforce does in the end about a container, and what the gate does. */
export interface EnforcedAction {
  /** What enforce does about a task that runs. */
  readonly response: EnforcedResponse;
  /** What the gate does about the next deployment, where the document has it and the service a pause hook. */
  readonly gate: GatedResponse;
}

/** Foresees what enforce would do about a container by a document, whatever the mode of its cluster. */
export const actionOn = (
  { after, workload, service, clusterArn }: Pick<PreviewContainer, 'after' | 'workload' | 'service' | 'clusterArn'>,
  document: TrustDocument,
): EnforcedAction => {
  if (after === null) return { response: 'none', gate: 'none' };
  const isGated = service !== null && gateStagesFor(document, clusterArn).length > 0;
  return {
    response: enforcedResponse(after.verdict, workload, document.responses),
    gate: isGated ? gatedResponse(after.verdict, document.responses) : 'none',
  };
};
