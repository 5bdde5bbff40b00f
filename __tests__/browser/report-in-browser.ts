import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page, type Viewport } from 'puppeteer-core';
import { loadPageClient } from '../../adapters/report-page/load-page-client';
import { renderReportPage } from '../../adapters/report-page/render-report-page';
import type { Report } from '../../contracts/report/report-schema';
import { findChromium } from './find-chromium';

// Chromium shares a busy machine with other tests.
jest.setTimeout(60_000);
const WAIT_MS = 30_000;

/** How a page is opened; by default on a wide, light screen with JavaScript. */
export interface Look {
  readonly viewport?: Viewport;
  readonly dark?: boolean;
  readonly hash?: string;
  readonly javaScript?: boolean;
}

/** A page that shows a report, and everything bad that has happened on it: errors, dialogs, violations, requests. */
export interface OpenedReport {
  readonly page: Page;
  readonly problems: readonly string[];
}

export interface ReportBrowser {
  readonly open: (report: Report, look?: Look) => Promise<OpenedReport>;
  readonly close: () => Promise<void>;
}

export const WIDE: Viewport = { width: 1280, height: 900 };
export const PHONE: Viewport = { width: 320, height: 640, isMobile: true, hasTouch: true };

const watch = (page: Page, address: string): readonly string[] => {
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${String(error)}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) problems.push(`request: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return problems;
};

const openPage = async (browser: Browser, address: string, look: Look): Promise<OpenedReport> => {
  const page = await browser.newPage();
  const problems = watch(page, address);
  await page.setJavaScriptEnabled(look.javaScript ?? true);
  await page.setViewport(look.viewport ?? WIDE);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: look.dark === true ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.goto(`${address}${look.hash ?? ''}`);
  return { page, problems };
};

/** Starts a headless Chromium that opens reports from files, as a reader does who downloaded one. */
export const startReportBrowser = async (): Promise<ReportBrowser> => {
  const client = await loadPageClient();
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  // Chromium's own sandbox does not start as root or in most containers; these pages are our own.
  const browser = await puppeteer.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  let reports = 0;
  return {
    open: (report, look = {}) => {
      const file = join(folder, `${String((reports += 1))}.html`);
      writeFileSync(file, renderReportPage(report, client));
      return openPage(browser, pathToFileURL(file).href, look);
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The texts of the elements that a selector finds. */
export const textsOf = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (elements) => elements.map((element) => (element as HTMLElement).innerText.trim()));

/** Waits until the table says how much it has found. */
export const waitForResult = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction(
    (expected) => document.querySelector('.result')?.textContent === expected,
    { timeout: WAIT_MS },
    text,
  );
