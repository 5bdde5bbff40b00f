import { reportSchema } from '../../../contracts/report/report-schema';
import { cleanReport } from './clean-report';
import { hostileReport } from './hostile-report';
import { largeReport } from './large-report';
import { sampleReport } from './sample-report';

describe('the sample reports', () => {
  it.each([
    ['sample', sampleReport()],
    ['clean', cleanReport()],
    ['large', largeReport(300)],
    ['hostile', hostileReport()],
  ])('%s is valid by the schema of reports', (_name, report) => {
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });

  it('the sample has 20 tasks', () => {
    expect(sampleReport().tasks).toHaveLength(20);
  });
});
