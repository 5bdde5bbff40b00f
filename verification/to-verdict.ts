import type { SignatureDecision } from './decide-by-signatures';
import type { Policy } from './policy';
import { untrusted, type Verdict } from './verdict';

/** The verdict for an image by what its signatures say about it. */
export const toVerdict = (decision: SignatureDecision, policy: Policy): Verdict => {
  switch (decision.kind) {
    case 'trusted': {
      const { evidence: signatures, detail } = decision;
      return { kind: 'trusted', policy: policy.name, signatures, detail };
    }
    case 'untrusted':
      return untrusted(decision.reason, decision.detail, decision.signatures);
    case 'inconclusive':
      return decision;
  }
};
