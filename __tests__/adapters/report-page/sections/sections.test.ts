import { changesSection } from '../../../../adapters/report-page/sections/changes';
import { clustersSection } from '../../../../adapters/report-page/sections/clusters';
import { contentsNavigation } from '../../../../adapters/report-page/sections/contents';
import { coverageSection } from '../../../../adapters/report-page/sections/coverage';
import { exemptionsSection, grantsSection } from '../../../../adapters/report-page/sections/exceptions';
import { pageHeader } from '../../../../adapters/report-page/sections/page-header';
import { cleanReport, commandReport } from '../../../support/report/clean-report';
import { reportOf } from '../../../support/report/report-parts';
import { sampleReport } from '../../../support/report/sample-report';
import { textIn } from '../shown-text';

const sample = sampleReport();
const changesOf = (change: Partial<NonNullable<typeof sample.changes>>) =>
  sample.changes === null ? null : { ...sample.changes, ...change };

describe('sections of the report', () => {
  it.each([
    [
      'the header: what it is about',
      pageHeader(sample),
      'What runs in production Account 111122223333 Region eu-west-1',
    ],
    ['the header: when and how it was made', pageHeader(sample), 'As of 26 Nov 2026, 12:00 UTC Made by Sweep, in 38 s'],
    ['the header: the whole trust document', pageHeader(sample), sample.trustDocument ?? ''],
    ['the header: no trust document', pageHeader(cleanReport({ trustDocument: null })), 'Trust document none usable'],
    ['the header: a report by a command', pageHeader(cleanReport({ source: 'command' })), 'image-trust report, in'],
    [
      'the header: the trust document of the working tree',
      pageHeader(commandReport({ trustDocumentFrom: 'working-tree' })),
      'from the deployment file in the working tree, which may not be deployed',
    ],
    ['the coverage', coverageSection(cleanReport()), '3 of 3 containers were verified ( 100 %), in 3 tasks, 1 service'],
    [
      'the coverage: each verdict',
      coverageSection(sample),
      'Untrusted 5 14 % Show what is untrusted ? Not covered 3 8 %',
    ],
    ['the coverage: clusters not read', coverageSection(sample), '1 cluster could not be read What runs there'],
    ['the coverage: why they were not read', coverageSection(sample), 'legacy: ecs:ListTasks was denied'],
    ['clusters', clustersSection(sample), 'payments enforce PRE_SCALE_UP 4 2, untrusted in payments 2 0 2, exempt'],
    ['clusters: not read', clustersSection(sample), 'legacy could not be read audit none 0'],
    ['clusters: none', clustersSection(reportOf({})), 'lists no clusters'],
    [
      'exemptions',
      exemptionsSection(sample),
      'legacy-batch Replaced by analytics/etl (DATA-77) 0 3 days left 30 Nov 2026',
    ],
    ['exemptions: none', exemptionsSection(cleanReport()), 'The trust document has no exemptions.'],
    ['grants', grantsSection(sample), 'g-20261126-0900 analytics INC-4711'],
    [
      'grants: who gave them',
      grantsSection(sample),
      'given by arn:aws:sts::111122223333:assumed-role/on-call/jane less',
    ],
    ['grants: none', grantsSection(cleanReport()), 'No break-glass grant is in force.'],
    ['grants: not known', grantsSection(commandReport()), 'Not known: only the reports of a sweep have this.'],
    ['changes: of a verdict', changesSection(sample), 'ledger payments ✓ Trusted ✕ Untrusted Revoked'],
    ['changes: what appeared', changesSection(sample), 'tasks without a service analytics did not run ✕ Untrusted'],
    ['changes: what is gone', changesSection(sample), 'checkout shop ✓ Trusted no longer runs'],
    [
      'changes: more of them',
      changesSection({ ...sample, changes: changesOf({ more: 7 }) }),
      '7 more changes not listed',
    ],
    [
      'changes: only more',
      changesSection({ ...sample, changes: changesOf({ list: [], more: 1 }) }),
      '1 more change not',
    ],
    ['changes: none', changesSection({ ...sample, changes: changesOf({ list: [] }) }), 'Nothing has changed.'],
    ['changes: the first report', changesSection(cleanReport()), 'There is no previous report'],
    ['the contents', contentsNavigation(sample), 'Coverage Untrusted 5 Not covered 3 Clusters 4 What runs 34'],
    ['the contents: counts', contentsNavigation(sample), 'Exemptions 2 Grants 1 Changes 3'],
    [
      'the contents: without the number of grants that are not known',
      contentsNavigation(commandReport({ exemptions: sample.exemptions })),
      'Exemptions 2 Grants Changes',
    ],
    ['the contents: without findings', contentsNavigation(cleanReport()), 'Coverage Clusters 1 What runs 3'],
  ])('show %s', (_what, markup, expected) => {
    expect(textIn(markup)).toContain(expected);
  });

  it.each([sample, cleanReport(), commandReport()])(
    'do not mention the working tree for a deployed trust document: %#',
    (report) => {
      expect(textIn(pageHeader(report))).not.toContain('working tree');
    },
  );

  it('give no share of verified containers when a cluster was not read', () => {
    expect(textIn(coverageSection(sample))).toContain('26 of 34 containers were verified, in 20 tasks');
  });

  it('read the tasks once, however many clusters there are', () => {
    let reads = 0;
    const tasks = sample.tasks.map((task) => ({
      ...task,
      get cluster() {
        reads += 1;
        return task.cluster;
      },
    }));
    clustersSection({ ...sample, tasks });
    expect(reads).toBeLessThan(2 * tasks.length);
  });

  it('draw a bar whose parts add up to its whole width', () => {
    const widths = [...coverageSection(sample).markup.matchAll(/<rect[^>]* width="([0-9.]+)"/g)];
    const sum = widths.reduce((total, [, width]) => total + Number(width), 0);
    expect(widths).toHaveLength(4);
    expect(sum).toBeCloseTo(1_000, 0);
  });
});
