import { FROM_WORKING_TREE } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import { formatDuration } from '../data/format';
import { html, type Html } from '../html';
import { timeElement } from './elements';

const SOURCES = { sweep: 'Sweep', command: 'image-trust report' } as const satisfies Readonly<
  Record<Report['source'], string>
>;

const fact = (name: string, value: Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** What the report is about, when it was made, and by which trust document. */
export const pageHeader = (report: Report): Html => {
  const duration = Date.parse(report.finishedAt) - Date.parse(report.startedAt);
  const document = report.trustDocument;
  const fromWorkingTree = report.trustDocumentFrom === 'working-tree';
  return html`<header class="page-header">
    <p class="product">Image Trust</p>
    <h1>What runs in <span class="nowrap">${report.deployment}</span></h1>
    <dl class="facts">
      ${fact('Account', html`${report.account}`)} ${fact('Region', html`${report.region}`)}
      ${fact('As of', timeElement(report.finishedAt))}
      ${fact('Made by', html`${SOURCES[report.source]}, in ${formatDuration(duration)}`)}
      ${fact(
        'Trust document',
        document === null
          ? html`<strong class="alarm">none usable</strong>`
          : html`<details class="inline-details">
                <summary><code>${document.slice(0, 12)}…</code></summary>
                <code class="whole">${document}</code>
              </details>
              ${fromWorkingTree ? html`<strong class="sub alarm">${FROM_WORKING_TREE}</strong>` : null}`,
      )}
    </dl>
  </header>`;
};
