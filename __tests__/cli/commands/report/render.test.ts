import { renderCsv } from '../../../../cli/commands/report/render-csv';
import { renderReport } from '../../../../cli/commands/report/render-report';
import { hostileReport } from '../../../support/report/hostile-report';
import { sampleReport } from '../../../support/report/sample-report';
import { largeReport } from '../../../support/report/large-report';

const now = Date.parse(sampleReport().sweep);

describe('renderReport', () => {
  it('begins with coverage, then what needs attention', () => {
    const text = renderReport(sampleReport(), { now });
    const titles = ['Coverage', 'Untrusted', 'Not covered', 'Exemptions', 'Break-glass', 'Changes since'];
    const places = titles.map((title) => text.indexOf(`\n${title}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('counts the rows that it leaves out', () => {
    expect(
      renderReport({ ...largeReport(500), exemptions: Array(25).fill(sampleReport().exemptions[0]) }, { now }),
    ).toContain('… and 5 more');
  });

  it('shows names from outside as one line of plain text', () => {
    expect(renderReport(hostileReport(), { now })).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E\u2028]/);
  });
});

describe('renderCsv', () => {
  it('has one row for each container, with as many cells as the head', () => {
    const report = sampleReport();
    const rows = renderCsv(report).split('\r\n');
    expect(rows).toHaveLength(2 + report.tasks.flatMap(({ containers }) => containers).length);
    expect(rows.at(-1)).toBe('');
    expect(new Set(rows.slice(0, -1).map((row) => row.split('","').length)).size).toBe(1);
  });

  it('never begins a cell with a formula, and keeps each row on its line', () => {
    const csv = renderCsv(hostileReport());
    expect(csv).not.toMatch(/(?:^|,)"\s*[=+@-]/m);
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
