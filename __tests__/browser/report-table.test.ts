import type { Page } from 'puppeteer-core';
import { ROWS_PER_PAGE } from '../../adapters/report-page/rows/page-of-rows';
import { largeReport } from '../support/report/large-report';
import { sampleReport } from '../support/report/sample-report';
import { PHONE, startReportBrowser, textsOf, waitForResult, type ReportBrowser } from './report-in-browser';

const SEARCH = 'input[type=search]';
const ROWS = '.cards tbody tr:not(.details)';
const hashOf = (page: Page): Promise<string> => page.evaluate(() => window.location.hash);
const focusOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.id === '' ? element.textContent : (element?.id ?? '');
  });

describe('the table of the report', () => {
  let browser: ReportBrowser;

  beforeAll(async () => {
    browser = await startReportBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('shows every container, the gravest verdicts first', async () => {
    const { page } = await browser.open(sampleReport());
    const verdicts = await textsOf(page, `${ROWS} .badge`);
    expect(verdicts).toHaveLength(sampleReport().coverage.containers);
    expect([verdicts[0], verdicts.at(-1)].map((text) => text?.replace(/\s/g, ''))).toEqual(['✕Untrusted', '✓Trusted']);
    await page.close();
  });

  it('filters by words, verdict and cluster, says how many match, and keeps all of it in the address', async () => {
    const { page } = await browser.open(sampleReport());
    await page.type(SEARCH, 'release_pipeline TEAM-checkout');
    await waitForResult(page, '8 of 34 containers.');
    await page.select('.field:nth-of-type(2) select', 'trusted');
    await page.select('.field:nth-of-type(3) select', 'payments');
    await waitForResult(page, 'No matches among 34 containers.');
    expect(await hashOf(page)).toBe('#verdict=trusted&cluster=payments&text=release_pipeline+TEAM-checkout');
    await page.close();
  });

  it('keeps the focus in the search field while it filters', async () => {
    const { page } = await browser.open(sampleReport());
    await page.type(SEARCH, 'ledger');
    await waitForResult(page, '4 of 34 containers.');
    expect(await page.$eval(SEARCH, (element) => element === document.activeElement)).toBe(true);
    await page.close();
  });

  it('clears the filter and moves the focus to the search field', async () => {
    const { page } = await browser.open(sampleReport(), { hash: '#verdict=untrusted&text=ledger' });
    await page.click('.clear');
    await waitForResult(page, '34 containers.');
    expect(await page.$eval(SEARCH, (element) => element === document.activeElement)).toBe(true);
    expect([await hashOf(page), await page.$('.clear')]).toEqual(['', null]);
    await page.close();
  });

  it('shows the view that an address names', async () => {
    const { page } = await browser.open(sampleReport(), { hash: '#cluster=payments&sort=-first-seen' });
    await waitForResult(page, '8 of 34 containers.');
    expect((await textsOf(page, '[aria-sort=descending]'))[0]).toContain('First seen');
    expect(await focusOf(page)).toBe('running-title');
    await page.close();
  });

  it('shows that nothing is found for the address of a cluster in which nothing runs', async () => {
    const { page } = await browser.open(sampleReport(), { hash: '#cluster=gone' });
    await waitForResult(page, 'No matches among 34 containers.');
    expect(await page.$eval('.field:nth-of-type(3) select', (select) => select.value)).toBe('gone');
    await page.close();
  });

  it('follows a link from the coverage to its containers, and moves the focus there', async () => {
    const { page } = await browser.open(sampleReport());
    await page.click('.figure-untrusted a');
    await waitForResult(page, '5 of 34 containers.');
    expect(await focusOf(page)).toBe('running-title');
    await page.close();
  });

  it('keeps the view when a link leads to what to do about a reason', async () => {
    const { page } = await browser.open(sampleReport(), { hash: '#verdict=untrusted' });
    await page.click(`${ROWS} .cell-verdict a`);
    expect(await hashOf(page)).toBe('#reason-unsigned');
    expect((await textsOf(page, '.result'))[0]).toBe('5 of 34 containers.');
    expect((await textsOf(page, ':target'))[0]).toBe('Not signed');
    await page.close();
  });

  it('sorts by a column and back, says so, and keeps the focus on its button', async () => {
    const { page } = await browser.open(sampleReport());
    const owners = (): Promise<string[]> => textsOf(page, `${ROWS} .cell-owner .cell-content`);
    await page.focus('.cards th:nth-child(5) .sort');
    await page.keyboard.press('Enter');
    expect([(await owners())[0], (await owners()).at(-1)]).toEqual(['team-catalogue', '–']);
    expect(await page.$eval('.cards th:nth-child(5)', (cell) => cell.getAttribute('aria-sort'))).toBe('ascending');
    await page.keyboard.press('Enter');
    expect([(await owners())[0], (await owners()).at(-1)]).toEqual(['team-payments', '–']);
    expect(await page.$eval('.cards th:nth-child(5)', (cell) => cell.getAttribute('aria-sort'))).toBe('descending');
    expect(await focusOf(page)).toContain('Owner');
    await page.close();
  });

  it('sorts by a list on a phone, where the table has no head', async () => {
    const { page } = await browser.open(sampleReport(), { viewport: PHONE });
    await page.select('.sort-select select', '-cluster');
    expect(await hashOf(page)).toBe('#sort=-cluster');
    expect((await textsOf(page, `${ROWS} .cell-cluster .cell-content`))[0]).toBe('shop');
    await page.close();
  });

  it('opens and closes the details of a container by keyboard, with all of its evidence', async () => {
    const { page } = await browser.open(sampleReport(), { hash: '#verdict=trusted&text=catalogue' });
    await page.focus(`${ROWS} .toggle`);
    await page.keyboard.press('Enter');
    const [details = ''] = await textsOf(page, '.details');
    const image = sampleReport().images[1];
    for (const { signer, job } of image?.signatures ?? []) expect(details).toMatch(new RegExp(`${signer}[^]*${job}`));
    for (const text of [image?.digest, image?.policy, sampleReport().trustDocument, 'Revocation checked'])
      expect(details).toContain(text);
    expect(await page.$eval('.toggle', (button) => button.getAttribute('aria-expanded'))).toBe('true');
    await page.keyboard.press('Enter');
    expect(await page.$('.details')).toBeNull();
    await page.close();
  });

  it('says that a digest was copied, or that the browser did not allow it', async () => {
    const { page } = await browser.open(sampleReport());
    await page.click('.copy');
    await page.waitForFunction(() => document.querySelector('.copied')?.textContent !== '');
    expect((await textsOf(page, '.copied'))[0]).toMatch(/^(The digest was copied\.|The browser did not allow copying)/);
    await page.close();
  });

  it('shows other pages, from their first row, and no page before the first or after the last', async () => {
    const { page } = await browser.open(largeReport(120));
    const first = (await textsOf(page, `${ROWS} .cell-service`))[0];
    await page.click('.pages button:last-child');
    await waitForResult(page, '101–200 of 240 containers.');
    expect((await textsOf(page, `${ROWS} .cell-service`))[0]).not.toBe(first);
    expect(await page.$eval('.scroll:has(> .cards)', (element) => element === document.activeElement)).toBe(true);
    await page.click('.pages button:last-child');
    await waitForResult(page, '201–240 of 240 containers.');
    await page.click('.pages button:last-child');
    expect(await hashOf(page)).toBe('#page=3');
    await page.close();
  });

  it('stays small and quick with 5,000 tasks', async () => {
    const started = performance.now();
    const { page } = await browser.open(largeReport(5_000));
    const opened = performance.now();
    await page.type(SEARCH, 'service-11 team-3');
    await page.waitForFunction(() => document.querySelector('.result')?.textContent.includes(' of 10,000 ') === true);
    const filtered = performance.now();
    process.stdout.write(
      `5,000 tasks: written and shown in ${(opened - started).toFixed(0)} ms, typed and filtered in ${(filtered - opened).toFixed(0)} ms\n`,
    );
    const sizes = await page.evaluate(() => ({
      rows: document.querySelectorAll('.cards tbody tr').length,
      elements: document.querySelectorAll('*').length,
      bytes: document.getElementById('report-data')?.textContent.length ?? 0,
    }));
    expect(sizes.rows).toBeLessThanOrEqual(ROWS_PER_PAGE);
    expect(sizes.elements).toBeLessThan(8_000);
    expect(sizes.bytes).toBeLessThan(2_500_000);
    await page.close();
  }, 60_000);

  it('can be reached and used by keyboard alone', async () => {
    const { page } = await browser.open(sampleReport());
    await page.keyboard.press('Tab');
    expect(await focusOf(page)).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await focusOf(page)).toBe('coverage-title');
    const reached: string[] = [];
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.className ?? ''));
    }
    expect(reached).toEqual(expect.arrayContaining(['needs-script', 'scroll', 'sort', 'copy', 'toggle']));
    await page.close();
  });
});
