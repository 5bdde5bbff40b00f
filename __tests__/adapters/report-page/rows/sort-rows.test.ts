import type { Row } from '../../../../adapters/report-page/rows/row';
import { sortRows } from '../../../../adapters/report-page/rows/sort-rows';
import { SORT_COLUMNS, type SortColumn } from '../../../../adapters/report-page/rows/view-state';
import { sampleRows } from './sample-rows';

const VALUES: Readonly<Record<SortColumn, (row: Row) => unknown>> = {
  verdict: ({ image }) => image.verdict,
  image: ({ image }) => image.image,
  service: ({ service }) => service,
  cluster: ({ cluster }) => cluster,
  owner: ({ owner }) => owner,
  signer: ({ image }) => image.signatures[0]?.signer.split('/')[2] ?? null,
  'first-seen': ({ firstSeen }) => new Date(firstSeen ?? Number.NaN).toISOString().slice(0, 10),
};

const ENDS: readonly (readonly [SortColumn, unknown, unknown])[] = [
  ['verdict', 'untrusted', 'trusted'],
  ['cluster', 'analytics', 'shop'],
  ['first-seen', '2026-11-17', '2026-11-20'],
];

describe('sortRows', () => {
  it.each(ENDS)('sorts by %s, and the other way round', (sort, lowest, highest) => {
    const valuesOf = (descending: boolean) => sortRows(sampleRows(), { sort, descending }).map(VALUES[sort]);
    expect([valuesOf(false)[0], valuesOf(false).at(-1)]).toEqual([lowest, highest]);
    expect([valuesOf(true)[0], valuesOf(true).at(-1)]).toEqual([highest, lowest]);
  });

  it.each(['image', 'service', 'owner', 'signer'] as const)('puts rows without a value last either way: %s', (sort) => {
    for (const descending of [false, true]) {
      const values = sortRows(sampleRows(), { sort, descending }).map(VALUES[sort]);
      expect([values[0] === null, values.at(-1)]).toEqual([false, null]);
    }
  });

  it.each(SORT_COLUMNS)('keeps all rows, and the order of equal ones: %s', (sort) => {
    const once = sortRows(sampleRows(), { sort, descending: false });
    expect(once).toHaveLength(sampleRows().length);
    expect(sortRows(once, { sort, descending: false })).toEqual(once);
  });

  it('sorts verdicts of one kind by reason', () => {
    const reasons = sortRows(sampleRows(), { sort: 'verdict', descending: false }).map(({ image }) => image.reason);
    expect(reasons.slice(0, 5)).toEqual(['unsigned', 'revoked', 'revoked', 'signer-not-trusted', 'signer-not-trusted']);
  });
});
