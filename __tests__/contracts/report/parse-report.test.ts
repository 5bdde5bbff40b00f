import { parseReport } from '../../../contracts/report/parse-report';
import type { Report } from '../../../contracts/report/report-schema';
import { cleanReport } from '../../support/report/clean-report';
import { reportContainer } from '../../support/report/report-parts';

const parse = (report: Report): Report => parseReport(JSON.stringify(report), 'report.json');

/** The sample, whose only task has a second container that runs the image with this index. */
const withImageAt = (image: number, overrides: Partial<Report> = {}): Report => {
  const [task] = cleanReport().tasks;
  if (task === undefined) throw new Error('the sample has no task');
  const containers = [reportContainer('app', 0), reportContainer('sidecar', image)];
  return cleanReport({ tasks: [{ ...task, containers }], ...overrides });
};

describe('parseReport', () => {
  it('accepts containers whose images the report has', () => {
    expect(parse(withImageAt(0))).toEqual(withImageAt(0));
  });

  it('refuses a container whose image the report does not have', () => {
    expect(() => parse(withImageAt(1))).toThrow(
      'tasks[0].containers[1].image: expected the index of an image, 0 to 0, found 1',
    );
    expect(() => parse(withImageAt(99, { images: [] }))).toThrow(
      'tasks[0].containers[1].image: expected no container, since images is empty, found 99',
    );
  });
});
