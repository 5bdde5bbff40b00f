import { alertFor } from '../report/mark';
import { listOf, v, type Line, type Sentence } from '../report/sentence';
import { describeTrustChange } from './describe-trust-change';
import type { PlannedTrust } from './trust-summary';

const names = (what: string, values: readonly string[]): Sentence =>
  values.length === 0 ? [`no ${what}`] : [`${what} `, ...listOf(values)];

const UNREADABLE = {
  unknown: 'is known only after apply',
  hidden: 'is hidden in the plan',
  'hash-mismatch': 'does not match its key',
  'unknown-version': 'has a version that this image-trust does not know',
  malformed: 'is not a trust document',
} as const;

const describeFirst = ({ mode, policies, exemptions }: PlannedTrust & { readonly kind: 'first' }): Sentence => [
  ...['This is the first trust document: mode ', v(mode), ', '],
  ...[...names('policies', policies), '; ', ...names('exemptions', exemptions), '.'],
];

const RESTORED =
  'the trust document in its bucket was changed outside Terraform, so the functions refuse it; this plan restores it';

/** What a plan does to the trust document, line by line. */
export const describeTrust = (trust: PlannedTrust): readonly Line[] => {
  switch (trust.kind) {
    case 'unchanged':
      return [{ sentence: ['Policies, exemptions, modes and responses do not change.'] }];
    case 'not-planned':
      return [
        { alert: 'unknown', sentence: ['the verifier stack could not be planned, so changes in trust are unknown'] },
      ];
    case 'first':
      return [{ sentence: describeFirst(trust) }];
    case 'removed':
      return [
        { alert: alertFor(trust.mark), sentence: ['the trust document is deleted: nothing is verified any more'] },
      ];
    case 'restored':
      return [{ alert: 'tampered with', sentence: [RESTORED] }];
    case 'unreadable':
      return [
        {
          alert: 'unknown',
          sentence: [
            `changes in trust are unknown: the trust document ${trust.side} this plan ${UNREADABLE[trust.why]}`,
          ],
        },
      ];
    case 'changed':
      return trust.changes.map(describeTrustChange);
  }
};
