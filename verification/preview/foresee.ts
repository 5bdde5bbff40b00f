import { checkContainer } from '../container-check';
import { requiredSigners, type Policy } from '../policy';
import { signerOf } from '../signer-arn';
import type { Container } from '../task';
import type { LoadedTrust } from '../trust';
import type { PolicyEntry, TrustDocument } from '../trust-document';
import type { Trusted } from '../verdict';
import type { PolicyVerdict } from './preview-container';

/** What is known without verifying anything. */
export interface ForeseeInput {
  /** The trust document to foresee verdicts by. */
  readonly trust: LoadedTrust;
  /** The trust document of the present verdicts; undefined if it is not known. */
  readonly present: TrustDocument | undefined;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

const sameSigners = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((signer) => b.includes(signer));

/** Whether the policy by which a verdict was reached requires the same as another one. */
const isSamePolicy = (name: string | null, present: TrustDocument | undefined, policy: Policy): boolean => {
  if (name === null || present === undefined || !Object.hasOwn(present.policies, name)) return false;
  const entry: PolicyEntry | undefined = present.policies[name];
  return (
    entry !== undefined &&
    sameSigners(entry.signers, policy.signers) &&
    requiredSigners(entry) === requiredSigners(policy)
  );
};

/** Whether the evidence of a trusted verdict still satisfies a policy. */
const isSignedEnough = ({ signatures }: Trusted, policy: Policy, now: number): boolean => {
  const valid = signatures.filter(({ expiry }) => expiry === null || Date.parse(expiry) > now);
  const signers = new Set(valid.flatMap(({ signer }) => signerOf(signer, policy.signers) ?? []));
  return signers.size >= requiredSigners(policy);
};

/**
 * Foresees the verdict on a container by another trust document, from its present verdict. What the rules alone decide is
 * exact; an image stays trusted while its evidence satisfies the policy and has not expired, and keeps any other verdict
 * while the policy requires the same. Anything else is null: verification stops at the first signatures that suffice, so other
 * good ones may be attached.
 */
export const foresee = (
  container: Container,
  before: PolicyVerdict | null,
  { trust, present, now }: ForeseeInput,
): PolicyVerdict | null => {
  const check = checkContainer(container, trust, now);
  switch (check.kind) {
    case 'decided':
    case 'unresolved':
      return { policy: null, verdict: check.verdict };
    case 'verify': {
      const { policy } = check;
      if (before === null) return null;
      const isKept =
        before.verdict.kind === 'trusted'
          ? isSignedEnough(before.verdict, policy, now)
          : isSamePolicy(before.policy, present, policy);
      return isKept ? { policy: policy.name, verdict: before.verdict } : null;
    }
  }
};
