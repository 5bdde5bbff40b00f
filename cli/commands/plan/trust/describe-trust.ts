import { listOf, v, type Line, type Sentence } from '../report/sentence';
import type { Summary } from '../report/summary';
import { alertFor, tellTrustChange } from './describe-trust-change';

const names = (what: string, values: readonly string[]): Sentence =>
  values.length === 0 ? [`no ${what}`] : [`${what} `, ...listOf(values)];

const UNREADABLE = {
  unknown: 'is known only after the apply',
  hidden: 'is hidden by the plan',
  'hash-mismatch': 'is not what its key says',
  'unknown-version': 'is of a version that this image-trust does not know',
  malformed: 'is no trust document',
} as const;

const tellFirst = ({ mode, policies, exemptions }: Summary['trust'] & { readonly kind: 'first' }): Sentence => [
  ...['This is the first trust document: mode ', v(mode), ', '],
  ...[...names('policies', policies), '; ', ...names('exemptions', exemptions), '.'],
];

const RESTORED =
  'somebody else changed the trust document in its bucket, so that nothing can be judged by it; this puts it back';

/** What a plan does to what is trusted, line by line. */
export const tellTrust = ({ trust }: Summary): readonly Line[] => {
  switch (trust.kind) {
    case 'unchanged':
      return [{ sentence: ['Policies, exemptions, modes and responses stay as they are.'] }];
    case 'not-planned':
      return [
        { alert: 'not known', sentence: ['the verifier stack could not be planned: what it would trust is not known'] },
      ];
    case 'first':
      return [{ sentence: tellFirst(trust) }];
    case 'removed':
      return [{ alert: alertFor(trust.mark), sentence: ['the trust document goes: nothing is judged any more'] }];
    case 'restored':
      return [{ alert: 'tampered with', sentence: [RESTORED] }];
    case 'unreadable':
      return [
        {
          alert: 'not known',
          sentence: [`what changes in trust cannot be told: the trust document ${trust.side} ${UNREADABLE[trust.why]}`],
        },
      ];
    case 'changed':
      return trust.changes.map(tellTrustChange);
  }
};
