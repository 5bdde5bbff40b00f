import { requiredSigners } from '../policy';
import { signerOf } from '../signer-arn';
import type { PolicyEntry, TrustDocument } from '../trust-document';
import { BUILT_IN_RULES, reasonOf, type Trusted, type Verdict } from '../verdict';
import type { PolicyVerdict } from './preview-container';

/** Why a verdict differs between two trust documents. */
export type ChangeCause =
  /** The verdict is the same. */
  | 'none'
  /** An exemption ends, begins or is removed. */
  | 'exemption'
  /** Another policy applies, or the first or none. */
  | 'policy'
  /** A signer was added to the policy or removed from it. */
  | 'signer'
  /** The policy requires another number of signers. */
  | 'requirement'
  /** Images that no policy covers are treated in another way. */
  | 'unmatched'
  /** The signatures of the image are others by now, or one was revoked or has expired. */
  | 'signatures'
  /** One of the verdicts is inconclusive. */
  | 'not-verified'
  /** One of the verdicts is not known. */
  | 'not-known';

const isNamedExemption = (verdict: Verdict): boolean =>
  verdict.kind === 'exempt' && !(BUILT_IN_RULES as readonly string[]).includes(verdict.rule);

const isUnmatched = (verdict: Verdict): boolean =>
  (verdict.kind === 'exempt' && verdict.rule === 'unmatched') ||
  (verdict.kind === 'untrusted' && verdict.reason === 'no-policy');

const countedBy = ({ signers }: Pick<PolicyEntry, 'signers'>, { signatures }: Trusted): number =>
  new Set(signatures.flatMap(({ signer }) => signerOf(signer, signers) ?? [])).size;

/** Why an image that a policy trusted is untrusted by the policy of the same name. */
const lostTrust = (before: Trusted, policy: PolicyEntry): ChangeCause => {
  const counted = countedBy(policy, before);
  if (counted < before.signatures.length) return 'signer';
  return counted < requiredSigners(policy) ? 'requirement' : 'signatures';
};

const inSamePolicy = (before: Verdict, after: Verdict, policy: PolicyEntry | undefined): ChangeCause => {
  if (before.kind === 'trusted' && policy !== undefined) return lostTrust(before, policy);
  const isOfSigner = [before, after].some((verdict) => reasonOf(verdict) === 'signer-not-trusted');
  return isOfSigner ? 'signer' : 'signatures';
};

/** Why the verdict on an image differs; `document` is the one that the second verdict was reached by. */
export const causeOfChange = (
  before: PolicyVerdict | null,
  after: PolicyVerdict | null,
  { policies }: Pick<TrustDocument, 'policies'>,
): ChangeCause => {
  if (before === null || after === null) return 'not-known';
  const verdicts = [before.verdict, after.verdict];
  if (before.verdict.kind === after.verdict.kind && reasonOf(before.verdict) === reasonOf(after.verdict)) return 'none';
  if (verdicts.some(({ kind }) => kind === 'inconclusive')) return 'not-verified';
  if (verdicts.some(isNamedExemption)) return 'exemption';
  if (verdicts.every(isUnmatched)) return 'unmatched';
  if (before.policy !== after.policy) return 'policy';
  const { policy } = after;
  const entry = policy !== null && Object.hasOwn(policies, policy) ? policies[policy] : undefined;
  return inSamePolicy(before.verdict, after.verdict, entry);
};
