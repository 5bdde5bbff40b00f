import { COUNTS } from '../../stacks/metrics';
import { codeIn, readPage, rowsOf, sectionOf } from './markdown';

const PAGE = readPage('docs/operations.md');

const NAMED = [...readPage('stacks/metrics.ts').matchAll(/ownMetric\(place, '([A-Za-z]+)'/g)].map(
  ([, name = '']) => name,
);

describe('docs/operations.md', () => {
  const explained = rowsOf(sectionOf(PAGE, 'Metrics')).flatMap(([metric = '']) => codeIn(metric));

  it('finds the metrics that stacks/metrics.ts names one by one', () => {
    expect(NAMED).toContain('CanaryPassed');
  });

  it.each([...NAMED, ...COUNTS])('explains the metric %s', (name) => {
    expect(explained).toContain(name);
  });

  it('sends whoever looks for a remediation to the table of reasons', () => {
    const links = [...PAGE.matchAll(/\[[^\]]*remediation[^\]]*\]\(([^)]*)\)/g)].map(([, target]) => target);
    expect(new Set(links)).toEqual(new Set(['../README.md#verdict-reasons-and-remediation']));
  });
});
