import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import type { Report } from '../../../contracts/report/report-schema';
import { countOf, formatCount, formatShare } from '../data/format';
import { VERDICT_KINDS, VERDICTS, type VerdictKind } from '../data/verdict-names';
import { verifiedShare } from '../data/verified-share';
import { html, type Html } from '../html';
import { concludeReport } from './conclusion';
import { section, valueElement, verdictBadge, viewLink } from './elements';

type Coverage = Report['coverage'];

const COUNTS: Readonly<Record<VerdictKind, (coverage: Coverage) => number>> = {
  untrusted: ({ untrusted }) => untrusted,
  inconclusive: ({ notCovered }) => notCovered,
  exempt: ({ exempt }) => exempt,
  trusted: ({ trusted }) => trusted,
};

const BAR_WIDTH = 1_000;

/** A bar with one part for each verdict; the numbers beside it say the same. */
const coverageBar = (coverage: Coverage): Html => {
  const total = Math.max(1, coverage.containers);
  const parts = VERDICT_KINDS.map((kind) => ({ kind, width: (COUNTS[kind](coverage) / total) * BAR_WIDTH }));
  const rects = parts.map(({ kind, width }, index) => {
    const x = parts.slice(0, index).reduce((sum, part) => sum + part.width, 0);
    return html`<rect class="bar-${kind}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"></rect>`;
  });
  return html`<svg class="bar" viewBox="0 0 ${BAR_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">
    ${rects}
  </svg>`;
};

const figure = (coverage: Coverage, kind: VerdictKind): Html => {
  const count = COUNTS[kind](coverage);
  return html`<div class="figure figure-${kind}">
    <dt>${verdictBadge(kind)}</dt>
    <dd>
      <span class="number">${formatCount(count)}</span>
      <span class="share">${formatShare(count, coverage.containers)}</span>
      ${
        count === 0
          ? null
          : viewLink(
              { verdict: kind },
              html`Show<span class="visually-hidden"> what is ${VERDICTS[kind].name.toLowerCase()}</span>`,
            )
      }
    </dd>
  </div>`;
};

const clustersNotRead = (report: Report): Html | null => {
  const unread = report.clusters.filter(({ problem }) => problem !== null);
  if (unread.length === 0) return null;
  const items = unread.map(
    ({ cluster, problem }) => html`<li>${valueElement(nameOfArn(cluster))}: ${valueElement(problem ?? '')}</li>`,
  );
  return html`<div class="notice notice-incomplete">
    <h3>${countOf(unread.length, 'cluster')} could not be read</h3>
    <p>What runs there is in none of the numbers of this report, or only in part.</p>
    <ul>
      ${items}
    </ul>
  </div>`;
};

const summary = ({ coverage }: Report): Html => {
  const { verified, share } = verifiedShare(coverage);
  return html`<p class="summary">
    <strong>${formatCount(verified)}</strong> of <strong>${countOf(coverage.containers, 'container')}</strong> were
    verified${share === null ? null : html` (<strong>${share}</strong>)`}, in ${countOf(coverage.tasks, 'task')},
    ${countOf(coverage.services, 'service')} and ${countOf(coverage.clusters, 'cluster')}.
  </p>`;
};

/** How much of what runs was verified, and with which result: first of all, since the rest means little without it. */
export const coverageSection = (report: Report): Html => {
  const { level, title, explanation } = concludeReport(report);
  const figures = VERDICT_KINDS.map((kind) => figure(report.coverage, kind));
  return section(
    'coverage',
    'Coverage',
    html`<div class="conclusion conclusion-${level}">
        <p class="conclusion-title">${title}</p>
        ${explanation === '' ? null : html`<p>${explanation}</p>`}
      </div>
      ${clustersNotRead(report)}
      <div class="panel">
        ${summary(report)} ${coverageBar(report.coverage)}
        <dl class="figures">${figures}</dl>
      </div>`,
  );
};
