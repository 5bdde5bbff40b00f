import { filterRows } from '../../../../adapters/report-page/rows/filter-rows';
import { INITIAL_VIEW } from '../../../../adapters/report-page/rows/view-state';
import { digestOf } from '../../../support/report/report-parts';
import { sampleRows } from './sample-rows';

describe('filterRows', () => {
  it.each([
    ['everything without a condition', {}, 34],
    ['a verdict', { verdict: 'untrusted' }, 5],
    ['a cluster', { cluster: 'payments' }, 8],
    ['a cluster in which nothing runs', { cluster: 'gone' }, 0],
    ['a verdict in a cluster', { verdict: 'exempt', cluster: 'shop' }, 3],
    ['an image', { text: 'shop/search:9' }, 3],
    ['a digest', { text: digestOf('payments/ledger:1.31.0') }, 2],
    ['an owner, whatever its case', { text: 'TEAM-Checkout' }, 8],
    ['a signer', { text: 'security_review' }, 3],
    ['a signer that does not count', { text: 'sandbox_pipeline' }, 2],
    ['a reason by its name', { text: 'registry denied access' }, 3],
    ['a rule', { text: 'vendor-agents' }, 3],
    ['a policy', { text: 'platform otel' }, 9],
    ['a task definition', { text: 'task-definition/ledger:41' }, 2],
    ['several words in any order', { text: ' otel   ledger ' }, 2],
    ['words of which one is nowhere', { text: 'ledger nowhere' }, 0],
  ] as const)('finds %s', (_what, view, count) => {
    expect(filterRows(sampleRows(), { ...INITIAL_VIEW, ...view })).toHaveLength(count);
  });
});
