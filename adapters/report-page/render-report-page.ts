import { createHash } from 'node:crypto';
import type { Report } from '../../contracts/report/report-schema';
import { DATA_ID, TABLE_ID } from './data/page-data';
import { toPageData, toScriptJson } from './data/to-page-data';
import { html, ownMarkup, type Html } from './html';
import type { PageClient } from './page-client';
import { changesSection } from './sections/changes';
import { contentsNavigation } from './sections/contents';
import { coverageSection } from './sections/coverage';
import { section } from './sections/elements';
import { exemptionsSection, grantsSection } from './sections/exceptions';
import { findingsSection } from './sections/findings';
import { pageHeader } from './sections/page-header';

const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Allows the page's own script and style by their hashes, and nothing else: no network, no markup from texts. */
const contentPolicy = ({ script, style }: PageClient): string =>
  [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

const runningSection = (): Html =>
  section(
    'running',
    'What runs',
    html`<div id="${TABLE_ID}"></div>
      <noscript>
        <p class="notice">
          The table of every container needs JavaScript. Everything else on this page is complete without it, and
          <code>image-trust report --csv</code> prints the table.
        </p>
      </noscript>`,
  );

const bodyOf = (report: Report): Html =>
  html`<a class="skip" href="#coverage-title">Skip to the report</a>
    ${pageHeader(report)} ${contentsNavigation(report)}
    <main>
      ${coverageSection(report)} ${findingsSection(report, 'untrusted')} ${findingsSection(report, 'inconclusive')}
      ${runningSection()} ${exemptionsSection(report)} ${grantsSection(report)} ${changesSection(report)}
    </main>
    <footer class="page-footer">
      <p>Times are in UTC. Days left are counted from when the report was made.</p>
    </footer>`;

// The hashes are those of exactly what is between the tags, white space included. A formatter must not touch these lines.
const styleElement = ({ style }: PageClient): Html => ownMarkup(`<style>${style}</style>`);
const scriptElement = ({ script }: PageClient): Html => ownMarkup(`<script>${script}</script>`);
const dataElement = (report: Report): Html =>
  ownMarkup(`<script type="application/json" id="${DATA_ID}">${toScriptJson(toPageData(report))}</script>`);

/**
 * The report as one HTML document that needs nothing from outside: it loads nothing, and shows everything in the report as text. Without
 * JavaScript, only the table of every container is missing.
 */
export const renderReportPage = (report: Report, client: PageClient): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${ownMarkup(contentPolicy(client))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${report.deployment}: image trust report of ${report.finishedAt}</title>
        ${styleElement(client)}
      </head>
      <body>
        ${bodyOf(report)} ${dataElement(report)} ${scriptElement(client)}
      </body>
    </html> `.markup;
