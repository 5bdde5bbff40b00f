import { createHash } from 'node:crypto';
import { DATA_ID } from '../../../adapters/report-page/data/page-data';
import { toPageData } from '../../../adapters/report-page/data/to-page-data';
import { renderReportPage } from '../../../adapters/report-page/render-report-page';
import { hostileReport } from '../../support/report/hostile-report';
import { largeReport } from '../../support/report/large-report';
import { sampleReport } from '../../support/report/sample-report';
import { textIn } from './shown-text';

const CLIENT = { script: 'run();', style: 'a{color:red}' } as const;
const page = renderReportPage(sampleReport(), CLIENT);

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const contentOf = (element: RegExp): string => element.exec(page)?.[1] ?? '';

describe('renderReportPage', () => {
  it('allows exactly its own script and style, by their hashes, and no network', () => {
    expect(contentOf(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/)).toBe(
      [
        "default-src 'none'",
        `script-src ${hashSource(contentOf(/<script>([^]*?)<\/script>/))}`,
        `style-src ${hashSource(contentOf(/<style>([^]*?)<\/style>/))}`,
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
      ].join('; '),
    );
    expect([contentOf(/<script>([^]*?)<\/script>/), contentOf(/<style>([^]*?)<\/style>/)]).toEqual([
      CLIENT.script,
      CLIENT.style,
    ]);
  });

  it('has no style attributes and no event handlers, which the policy would refuse', () => {
    expect(page).not.toMatch(/<[^>]*\s(?:style|on[a-z]+)=/);
  });

  it('contains the data of its table', () => {
    const json = new RegExp(`<script type="application/json" id="${DATA_ID}">([^<]*)</script>`).exec(page)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(toPageData(sampleReport()));
  });

  it('begins with the coverage, and has every section', () => {
    const titles = [...page.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Coverage',
      'Untrusted',
      'Not covered',
      'Clusters',
      'What runs',
      'Exemptions',
      'Break-glass grants',
      'Changes',
    ]);
  });

  it('names the deployment and the time in its title', () => {
    expect(page).toContain('<title>production: image trust report of 2026-11-26T12:00:41.500Z</title>');
  });

  it('says what is missing without JavaScript', () => {
    expect(textIn(/<noscript>[^]*<\/noscript>/.exec(page)?.[0] ?? '')).toContain('needs JavaScript');
  });

  it('has the elements of its own only, whatever is in the report', () => {
    const elements = (html: string) => new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name));
    expect(
      [...elements(renderReportPage(hostileReport(), CLIENT))].filter((name) => !elements(page).has(name)),
    ).toEqual([]);
  });

  it('is the same for the same report', () => {
    expect(renderReportPage(sampleReport(), CLIENT)).toBe(page);
  });

  it('stays below 3 MB with 5,000 tasks', () => {
    expect(Buffer.byteLength(renderReportPage(largeReport(5_000), CLIENT))).toBeLessThan(3_000_000);
  });
});
