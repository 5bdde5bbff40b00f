import type { BuiltInRule, InconclusiveReason, UntrustedReason, Verdict } from './verdict';

/** What a reason means, and what to do about it. Backquotes mark code, as in Markdown. */
export interface ReasonEntry {
  /** A few words, for lists. */
  readonly name: string;
  /** A sentence or two, without the last full stop. */
  readonly meaning: string;
  /** What to do about it, without a full stop. */
  readonly remediation: string;
  readonly level: 'error' | 'warning' | 'none';
}

const entry =
  (level: ReasonEntry['level']) =>
  (name: string, meaning: string, remediation: string): ReasonEntry => ({ name, meaning, remediation, level });

const error = entry('error');
const warning = entry('warning');
const none = entry('none');

/** The entry of verdicts that have no reason. */
export const TRUSTED_ENTRY = none(
  'Trusted',
  'Enough trusted signers signed exactly this digest; nothing is revoked or expired',
  'Nothing',
);

/** Each reason of untrusted verdicts. */
export const UNTRUSTED_CATALOGUE: Readonly<Record<UntrustedReason, ReasonEntry>> = {
  unsigned: error(
    'Not signed',
    'The image has no signature, or is not signed by enough signers',
    'Sign it by digest: the index, or every platform',
  ),
  'signer-not-trusted': error(
    'Signer not trusted',
    'It is signed, but by no signer of its policy',
    'Add the signer to the policy, or find out who signed',
  ),
  'signature-invalid': error(
    'Invalid signature',
    'What is attached is forged, for another image, malformed, or too slow to check',
    'Sign the image; remove what is not yours, and find out who pushed it',
  ),
  'signature-expired': error('Expired signature', 'The signature has expired', 'Sign again'),
  revoked: error(
    'Revoked',
    'The signing profile, job or certificate was revoked',
    'Replace the image; treat it as compromised',
  ),
  'no-policy': error(
    'No policy',
    'No policy covers the repository, or the image name cannot be parsed',
    'Add a policy or an exemption',
  ),
  'too-many-signatures': error(
    'Too many signatures',
    'More than 1,024 signatures are attached, and those examined do not satisfy the policy. Its tasks are never stopped; in enforce, its deployments wait at the gate',
    'Remove what is not yours; find out who pushed it',
  ),
};

/** Each reason of inconclusive verdicts. */
export const INCONCLUSIVE_CATALOGUE: Readonly<Record<InconclusiveReason, ReasonEntry>> = {
  'registry-unavailable': warning(
    'Registry unavailable',
    'The registry fails, answers wrongly or cannot be reached',
    "Wait; check its status and the function's network",
  ),
  'registry-denied': warning(
    'Registry denied access',
    'The registry refuses access',
    "Check the repository policy and the function's role",
  ),
  throttled: warning('Throttled', 'The registry or AWS Signer is throttling requests', 'Wait; raise the quota'),
  'signer-unavailable': warning(
    'AWS Signer unavailable',
    'The revocation check with AWS Signer failed',
    'Wait; check the permission `signer:GetRevocationStatus`',
  ),
  'timed-out': warning('Timed out', 'There was no answer before the deadline', "Wait; check the function's network"),
  'tool-failed': warning(
    'Tool failed',
    'notation failed in an unknown way, is too old for the signature, or the trust document cannot be used',
    'Read the detail; upgrade, or deploy again',
  ),
  'digest-unknown': warning('Digest unknown', 'ECS does not report the running digest', 'Check the task in ECS'),
  'image-not-found': warning('Image not found', 'The image is no longer in its repository', 'Find out who deleted it'),
};

/** Each rule of exempt verdicts; `exemption` stands for every exemption of the deployment file. */
export const EXEMPT_CATALOGUE: Readonly<Record<BuiltInRule | 'exemption', ReasonEntry>> = {
  exemption: none('Exempt', 'An exemption in the deployment file applies', 'Review it before it ends'),
  'aws-managed-sidecar': none(
    'Sidecar of AWS',
    'AWS added the container, which has no image in the task definition',
    'Nothing',
  ),
  unmatched: none(
    'No policy, ignored',
    'No policy covers the repository, and the deployment file ignores such images',
    'Nothing, or add a policy',
  ),
};

const isBuiltIn = (rule: string): rule is BuiltInRule => rule !== 'exemption' && Object.hasOwn(EXEMPT_CATALOGUE, rule);

/** What the reason of a verdict means, and what to do about it. */
export const entryOf = (verdict: Verdict): ReasonEntry => {
  switch (verdict.kind) {
    case 'trusted':
      return TRUSTED_ENTRY;
    case 'untrusted':
      return UNTRUSTED_CATALOGUE[verdict.reason];
    case 'inconclusive':
      return INCONCLUSIVE_CATALOGUE[verdict.reason];
    case 'exempt':
      return EXEMPT_CATALOGUE[isBuiltIn(verdict.rule) ? verdict.rule : 'exemption'];
  }
};
