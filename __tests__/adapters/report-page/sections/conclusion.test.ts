import { concludeReport } from '../../../../adapters/report-page/sections/conclusion';
import type { Report } from '../../../../contracts/report/report-schema';
import { cleanReport } from '../../../support/report/clean-report';
import { sampleReport } from '../../../support/report/sample-report';

const withCoverage = (coverage: Partial<Report['coverage']>, report = cleanReport()): Report => ({
  ...report,
  coverage: { ...report.coverage, ...coverage },
});

describe('concludeReport', () => {
  it.each([
    ['untrusted images, with what was not covered', sampleReport(), 'bad', '5 containers run an untrusted image'],
    ['one untrusted image', withCoverage({ untrusted: 1 }), 'bad', '1 container runs an untrusted image'],
    ['no trust document', cleanReport({ trustDocument: null }), 'incomplete', 'Nothing could be verified'],
    ['a container that is not covered', withCoverage({ notCovered: 1 }), 'incomplete', 'Coverage is incomplete'],
    ['a cluster that was not read', withCoverage({ clustersNotRead: 1 }), 'incomplete', 'Coverage is incomplete'],
    [
      'nothing that runs, in a cluster that was not read',
      withCoverage({ clustersNotRead: 1, containers: 0, trusted: 0 }),
      'incomplete',
      'Coverage is incomplete',
    ],
    ['nothing that runs', withCoverage({ containers: 0, trusted: 0 }), 'nothing', 'No containers run'],
    ['only exempt images', withCoverage({ exempt: 3, trusted: 0 }), 'nothing', 'Every container is exempt'],
    ['trusted images only', cleanReport(), 'good', 'Every container runs a trusted image'],
    [
      'trusted and exempt images',
      withCoverage({ containers: 4, exempt: 1 }),
      'good',
      'Every container runs a trusted or exempt image',
    ],
  ])('is right about %s', (_what, report, level, title) => {
    expect(concludeReport(report)).toMatchObject({ level, title });
  });

  it('says what is missing, also when there is something worse', () => {
    expect(concludeReport(sampleReport()).explanation).toBe(
      '1 cluster could not be read, so more may run than this report shows, and 3 containers could not be verified.',
    );
    expect(concludeReport(withCoverage({ untrusted: 1 })).explanation).toBe('');
  });
});
