import type { UntrustedReason } from '../verdict';

/** The severities of findings in Security Hub. */
export type Severity = 'MEDIUM' | 'HIGH' | 'CRITICAL';

/**
 * How severe it is that an image runs, by why it is untrusted. The same in audit and enforce: the mode says what is done
 * about an image, not how dangerous it is.
 */
export const SEVERITIES: Readonly<Record<UntrustedReason, Severity>> = {
  // Somebody has declared that what was signed must no longer run.
  revoked: 'CRITICAL',
  // Something that looks like a signature was attached to an image that it does not belong to.
  'signature-invalid': 'HIGH',
  // Whoever signed may push to the repository, but is not whom the policy names.
  'signer-not-trusted': 'HIGH',
  // Nothing shows who built the image.
  unsigned: 'HIGH',
  // Signatures in such numbers are there to keep others from being found.
  'too-many-signatures': 'HIGH',
  // The image was trusted once, and is the same.
  'signature-expired': 'MEDIUM',
  // More often a gap in the policies than an attack.
  'no-policy': 'MEDIUM',
};
