import { MAX_SHOWN } from '../../adapters/report-page/html';
import { HOSTILE_TEXTS, hostileReport } from '../support/report/hostile-report';
import { sampleReport } from '../support/report/sample-report';
import { startReportBrowser, textsOf, type ReportBrowser } from './report-in-browser';

describe('safety of the report', () => {
  let browser: ReportBrowser;

  beforeAll(async () => {
    browser = await startReportBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('asks nothing from the network and breaks no rule of its content policy', async () => {
    const { page, problems } = await browser.open(sampleReport());
    await page.click('.toggle');
    await page.type('input[type=search]', 'ledger');
    await page.waitForSelector('.clear');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows hostile texts as text, and runs nothing in them', async () => {
    const { page, problems } = await browser.open(hostileReport());
    const toggles = await page.$$('.toggle');
    for (const toggle of toggles) await toggle.click();
    const text = await page.evaluate(() => document.body.textContent);
    const visible = HOSTILE_TEXTS.filter((each) => each.length < MAX_SHOWN && !/[\p{Cc}\p{Cf}\p{Zl}]/u.test(each));
    expect(visible.length).toBeGreaterThan(5);
    for (const each of visible) expect(text).toContain(each);
    expect(await page.$$eval('script, img, iframe, [onerror], [onmouseover]', (found) => found.length)).toBe(2);
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  it('makes characters visible that would hide text or change its direction', async () => {
    const { page } = await browser.open(hostileReport());
    const text = await page.evaluate(() => document.body.innerText);
    expect(text).toContain('trusted\\u{202e}evil\\u{2066}\\u{0}\\u{1b}[2K\\u{2028}\\u{2029}');
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u0000\u001B]/);
    await page.close();
  });

  it('cuts names that are too long', async () => {
    const { page } = await browser.open(hostileReport());
    const longest = await page.$$eval('bdi', (all) => Math.max(...all.map(({ textContent }) => textContent.length)));
    expect(longest).toBeLessThanOrEqual(MAX_SHOWN + 200);
    await page.close();
  });

  it('has links to places on the page only', async () => {
    const { page } = await browser.open(hostileReport());
    const targets = await page.$$eval('a', (links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
    await page.close();
  });

  it.each([true, false])('has a target for each link to a section; with JavaScript: %s', async (javaScript) => {
    const { page } = await browser.open(sampleReport(), { javaScript });
    const anchors = await page.$$eval('a:not(.needs-script)', (links) =>
      links.map((link) => link.getAttribute('href') ?? ''),
    );
    for (const anchor of new Set(anchors)) expect([anchor, (await page.$$(anchor)).length]).toEqual([anchor, 1]);
    await page.close();
  });

  it('can be read without JavaScript, except for the table', async () => {
    const { page, problems } = await browser.open(sampleReport(), { javaScript: false });
    const [text = ''] = await textsOf(page, 'body');
    for (const each of [
      '26 of 34 containers',
      '5 containers run an untrusted image',
      'Replace the image',
      'vendor-agents',
    ])
      expect(text).toContain(each);
    expect(text).toContain('needs JavaScript');
    expect(await page.$$eval('.needs-script', (links) => links.filter((link) => link.checkVisibility()).length)).toBe(
      0,
    );
    expect(problems).toEqual([]);
    await page.close();
  });
});
