import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanReport } from '../support/report/clean-report';
import { hostileReport } from '../support/report/hostile-report';
import { largeReport } from '../support/report/large-report';
import { sampleReport } from '../support/report/sample-report';
import { startReportBrowser, WIDE, type Look, type ReportBrowser } from './report-in-browser';

/** Where the screenshots go: the folder that REPORT_SCREENSHOTS names, else a temporary one that is left for looking at. */
const screenshotFolder = (): string => {
  const folder = process.env['REPORT_SCREENSHOTS'];
  if (folder === undefined) return mkdtempSync(join(tmpdir(), 'report-screenshots-'));
  mkdirSync(folder, { recursive: true });
  return folder;
};

const LOOKS: readonly (readonly [string, Look])[] = [
  ['light', { viewport: WIDE }],
  ['dark', { viewport: WIDE, dark: true }],
  ['phone', { viewport: { width: 390, height: 844, isMobile: true, hasTouch: true } }],
];

const REPORTS = [
  ['20-tasks', sampleReport(), ''],
  ['20-tasks-table', sampleReport(), '#text='],
  ['5000-tasks', largeReport(5_000), ''],
  ['5000-tasks-table', largeReport(5_000), '#sort=-first-seen'],
  ['trusted', cleanReport(), ''],
  ['hostile', hostileReport(), '#verdict=untrusted'],
] as const;

describe('screenshots of the report', () => {
  const folder = screenshotFolder();
  let browser: ReportBrowser;

  beforeAll(async () => {
    browser = await startReportBrowser();
    process.stdout.write(`screenshots: ${folder}\n`);
  }, 60_000);
  afterAll(() => browser.close());

  it.each(
    REPORTS.flatMap(([name, report, hash]) =>
      LOOKS.map(([look, how]) => [name, look, report, { ...how, hash }] as const),
    ),
  )(
    'are written: %s, %s',
    async (name, look, report, how) => {
      const { page } = await browser.open(report, how);
      const path = join(folder, `report-${name}-${look}.png`) as `${string}.png`;
      await page.screenshot({ path });
      expect(existsSync(path) && statSync(path).size).toBeGreaterThan(10_000);
      await page.close();
    },
    60_000,
  );
});
