import { NOT_KNOWN } from '../../contracts/report/report-history';
import { commandReport } from '../support/report/clean-report';
import { sampleReport } from '../support/report/sample-report';
import { startReportBrowser, textsOf, waitForResult, type ReportBrowser } from './report-in-browser';

const ROWS = '.cards tbody tr:not(.details)';

describe('explanations in the table of the report', () => {
  let browser: ReportBrowser;

  beforeAll(async () => {
    browser = await startReportBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('lead from a built-in rule to what it means', async () => {
    const { page, problems } = await browser.open(sampleReport(), { hash: '#text=aws-managed-sidecar' });
    await waitForResult(page, '2 of 34 containers.');
    await page.click(`${ROWS} .cell-verdict a`);
    expect(await textsOf(page, ':target')).toEqual(['Sidecar of AWS']);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('say what a report made by the command does not know', async () => {
    const { page } = await browser.open(commandReport());
    expect((await textsOf(page, `${ROWS} .cell-first-seen .cell-content`))[0]).toBe('not known');
    await page.click('.toggle');
    const [details = ''] = await textsOf(page, '.details');
    expect(details.split(NOT_KNOWN)).toHaveLength(3);
    await page.close();
  });
});
