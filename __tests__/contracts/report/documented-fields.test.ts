import { reportSchema } from '../../../contracts/report/report-schema';
import { codeIn, readPage, rowsOf, sectionOf } from '../../docs/markdown';

describe('docs/report.md', () => {
  it('explains each field of the JSON, in its order', () => {
    const rows = rowsOf(sectionOf(readPage('docs/report.md'), 'The JSON'));
    expect(rows.flatMap(([fields = '']) => codeIn(fields))).toEqual(Object.keys(reportSchema.shape));
    for (const row of rows) expect(row).not.toContain('');
  });
});
