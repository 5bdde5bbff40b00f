import { renderCsv } from '../../../../cli/commands/report/render-csv';
import { renderReport } from '../../../../cli/commands/report/render-report';
import { coverageSection } from '../../../../adapters/report-page/sections/coverage';
import type { Report } from '../../../../contracts/report/report-schema';
import { cleanReport, commandReport } from '../../../support/report/clean-report';
import { notTrusted, reportContainer, reportImage, reportOf } from '../../../support/report/report-parts';
import { textIn } from '../../../adapters/report-page/shown-text';
import { HOSTILE_TEXTS, hostileReport } from '../../../support/report/hostile-report';
import { sampleReport } from '../../../support/report/sample-report';
import { largeReport } from '../../../support/report/large-report';

const sample = sampleReport();
const now = Date.parse(sample.sweep);

describe('renderReport', () => {
  it('begins with coverage, then what needs attention', () => {
    const text = renderReport(sampleReport(), { now });
    const titles = ['Coverage', 'Untrusted', 'Not covered', 'Exemptions', 'Break-glass', 'Changes since'];
    const places = titles.map((title) => text.indexOf(`\n${title}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('says what a report by image-trust does not know', () => {
    const untrusted = notTrusted({ verdict: 'untrusted', reason: 'unsigned' });
    const text = renderReport(commandReport({ images: [reportImage('shop/checkout', '1', untrusted)] }), { now });
    expect(text).toMatch(/ {2}FIRST SEEN\n.* {2}not known\n/);
    expect(text).toContain('\nBreak-glass grants in force\n  Not known: only the reports of a sweep have this.\n');
  });

  it.each([
    [sample, ''],
    [commandReport(), ''],
    [
      commandReport({ trustDocumentFrom: 'working-tree' }),
      ', from the deployment file in the working tree, which may not be deployed',
    ],
  ])('says where the trust document is from, if it is not the deployed one: %#', (report, from) => {
    expect(renderReport(report, { now })).toContain(`\n  trust document ${report.trustDocument ?? ''}${from}\n`);
  });

  it.each([
    ['exemptions', { exemptions: Array(25).fill(sample.exemptions[0]) }],
    ['grants', { grants: Array(25).fill(sample.grants[0]) }],
    ['changes', { changes: { ...sample.changes, more: 0, list: Array(25).fill(sample.changes?.list[0]) } }],
  ])('counts the %s that it leaves out, and names what shows them', (_what, overrides) => {
    expect(renderReport(cleanReport(overrides as Partial<Report>), { now })).toContain(
      '\n  … and 5 more: --json and --open show all\n',
    );
  });

  it('counts the images that it leaves out, which CSV shows too', () => {
    const [image] = largeReport(1).images.filter(({ verdict }) => verdict === 'untrusted');
    const [task] = cleanReport().tasks;
    if (image === undefined || task === undefined) throw new Error('expected an untrusted image and a task');
    const containers = Array.from({ length: 25 }, (_, index) => reportContainer('app', index));
    const report = reportOf({ images: containers.map(() => image), tasks: [{ ...task, containers }] });
    expect(renderReport(report, { now })).toContain('\n  … and 5 more: --csv, --json and --open show all\n');
  });

  const exempt = notTrusted({ verdict: 'exempt', rule: 'vendor', policy: null });
  it.each([
    ['all trusted', cleanReport(), '3 of 3 containers were verified (100 %): 3 trusted, 0 untrusted'],
    [
      'all exempt',
      cleanReport({ images: [reportImage('shop/checkout', '1', exempt)] }),
      '0 of 3 containers were verified (0 %): 0 trusted, 0 untrusted, 3 exempt',
    ],
    ['a cluster that was not read', sample, '26 of 34 containers were verified: 21 trusted, 5 untrusted'],
    ['nothing', reportOf({}), '0 of 0 containers were verified: 0 trusted'],
  ])('says how much was verified as the page does: %s', (_what, report, expected) => {
    expect(renderReport(report, { now })).toContain(`\n  ${expected}`);
    expect(textIn(coverageSection(report)).replace('( ', '(')).toContain(expected.slice(0, expected.indexOf(':')));
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

  const hostile = renderCsv(hostileReport());
  const cells = [...hostile.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));

  it('never begins a cell with a formula, also after white space', () => {
    expect(cells.filter((cell) => /^[=+\-@＝＋－＠|%]/.test(cell.trimStart()))).toEqual([]);
  });

  const formulas = HOSTILE_TEXTS.filter((text) => /^\s*[=+\-@＝＋－＠|%]/.test(text));
  it.each(formulas)('begins the cell of %s with an apostrophe', (text) => {
    expect(cells).toContain(`'${text}`);
  });

  it('leaves cells empty of which nothing is known', () => {
    const [head = [], row = []] = renderCsv(commandReport())
      .split('\r\n')
      .map((line) => line.slice(1, -1).split('","'));
    const cellOf = (name: string): string | undefined => row[head.indexOf(name)];
    expect([cellOf('firstSeen'), cellOf('announced')]).toEqual(['', '']);
    expect(cellOf('verifiedAt')).not.toBe('');
  });

  it('makes characters visible that are invisible or change the direction of text', () => {
    expect(HOSTILE_TEXTS.join('')).toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(hostile.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('keeps each row on its line', () => {
    expect(hostile.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
