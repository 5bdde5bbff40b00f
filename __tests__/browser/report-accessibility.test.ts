import { source as axeSource } from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import type { Report } from '../../contracts/report/report-schema';
import { cleanReport } from '../support/report/clean-report';
import { hostileReport } from '../support/report/hostile-report';
import { largeReport } from '../support/report/large-report';
import { reportOf } from '../support/report/report-parts';
import { sampleReport } from '../support/report/sample-report';
import { PHONE, startReportBrowser, WIDE, type Look, type ReportBrowser } from './report-in-browser';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axeSource);
  const results = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
};

const LOOKS: readonly (readonly [string, Look])[] = [
  ['light', {}],
  ['dark', { dark: true }],
  ['a phone', { viewport: PHONE }],
  ['a dark phone', { viewport: PHONE, dark: true }],
  ['at 200 % zoom', { viewport: { ...WIDE, width: WIDE.width / 2, height: WIDE.height / 2, deviceScaleFactor: 2 } }],
];

const REPORTS: readonly (readonly [string, Report])[] = [
  ['the sample', sampleReport()],
  ['a report in which all is trusted', cleanReport()],
  ['a report about nothing', reportOf({})],
  ['a report with hostile texts', hostileReport()],
  ['a report with several pages', largeReport(120)],
];

describe('accessibility of the report', () => {
  let browser: ReportBrowser;

  beforeAll(async () => {
    browser = await startReportBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it.each(REPORTS.flatMap(([report, value]) => LOOKS.map(([look, how]) => [report, look, value, how] as const)))(
    'has no violation: %s, %s',
    async (_report, _look, report, look) => {
      const { page } = await browser.open(report, look);
      expect(await violationsOf(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it.each(LOOKS)(
    'has no violation with open details, a filter and an empty result: %s',
    async (_look, look) => {
      const { page } = await browser.open(sampleReport(), { ...look, hash: '#verdict=trusted&text=catalogue' });
      await page.click('.toggle');
      expect(await violationsOf(page)).toEqual([]);
      await page.type('input[type=search]', ' nothing-has-this-name');
      await page.waitForSelector('.running > .empty');
      expect(await violationsOf(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it.each(REPORTS)('does not scroll sideways on a screen of 320 pixels: %s', async (_name, report) => {
    const { page } = await browser.open(report, { viewport: PHONE });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(PHONE.width);
    await page.close();
  });

  it('has targets of at least 24 by 24 pixels', async () => {
    const { page } = await browser.open(sampleReport());
    const small = await page.$$eval(
      'button, input, select',
      (elements) =>
        elements.filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return width > 0 && (width < 24 || height < 24);
        }).length,
    );
    expect(small).toBe(0);
    await page.close();
  });

  it('marks verdicts and the focus by more than colour where colours are forced', async () => {
    const { page } = await browser.open(sampleReport());
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    const styles = await page.$eval('.toggle', (button) => {
      (button as HTMLElement).focus();
      const mark = document.querySelector('.badge-untrusted .mark');
      return [getComputedStyle(button).outlineStyle, mark === null ? '' : getComputedStyle(mark).borderTopStyle];
    });
    expect(styles).toEqual(['solid', 'solid']);
    await page.close();
  });
});
