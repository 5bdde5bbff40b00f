import { toPageData } from '../../../../adapters/report-page/data/to-page-data';
import { toRows } from '../../../../adapters/report-page/rows/row';
import { sampleReport } from '../../../support/report/sample-report';
import { sampleRows } from './sample-rows';

describe('toRows', () => {
  it('gives each row a key of its own', () => {
    const keys = sampleRows().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves out a container whose image the report does not have', () => {
    expect(toRows({ ...toPageData(sampleReport()), images: [] })).toEqual([]);
  });
});
