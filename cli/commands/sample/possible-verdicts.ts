import {
  IMAGE_REASONS,
  imageUnprovable,
  SERVICE_REASONS,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type Verdict,
} from '../../../verification';

/** Every verdict that an image can have in a deployment with these exemptions, without details. */
export const possibleVerdicts = (exemptions: readonly string[]): readonly Verdict[] => [
  { kind: 'trusted', policy: '', signatures: [], detail: '' },
  ...UNTRUSTED_REASONS.map((reason) => untrusted(reason, '')),
  ...SERVICE_REASONS.map((reason) => serviceFailed(reason, '')),
  ...IMAGE_REASONS.map((reason) => imageUnprovable(reason, '')),
  ...['unmatched', ...exemptions].map((rule): Verdict => ({ kind: 'exempt', rule, detail: '' })),
];
