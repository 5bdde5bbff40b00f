import { pageOfRows, ROWS_PER_PAGE } from '../../../../adapters/report-page/rows/page-of-rows';
import type { Row } from '../../../../adapters/report-page/rows/row';
import { sampleRows } from './sample-rows';

const [row] = sampleRows();
const rowsOf = (count: number): readonly Row[] => Array.from({ length: count }, () => row as Row);

describe('pageOfRows', () => {
  it.each([
    [0, 1, { page: 1, pages: 1, first: 0, last: 0 }],
    [ROWS_PER_PAGE, 1, { page: 1, pages: 1, first: 1, last: ROWS_PER_PAGE }],
    [ROWS_PER_PAGE + 1, 2, { page: 2, pages: 2, first: ROWS_PER_PAGE + 1, last: ROWS_PER_PAGE + 1 }],
    [ROWS_PER_PAGE + 1, 9, { page: 2, pages: 2, first: ROWS_PER_PAGE + 1, last: ROWS_PER_PAGE + 1 }],
  ])('of %i rows, page %i', (count, wanted, expected) => {
    const { rows, ...page } = pageOfRows(rowsOf(count), wanted);
    expect(page).toEqual(expected);
    expect(rows).toHaveLength(expected.first === 0 ? 0 : expected.last - expected.first + 1);
  });
});
