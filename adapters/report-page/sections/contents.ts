import { knowsHistory } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import { formatCount } from '../data/format';
import { html, type Html } from '../html';

/** The links to the sections of the page, with how much is in each. */
export const contentsNavigation = (report: Report): Html => {
  const { untrusted, notCovered, containers } = report.coverage;
  const changes = report.changes === null ? null : report.changes.list.length + report.changes.more;
  const links: readonly (readonly [id: string, title: string, count: number | null])[] = [
    ['coverage', 'Coverage', null],
    ...(untrusted > 0 ? [['untrusted', 'Untrusted', untrusted] as const] : []),
    ...(notCovered > 0 ? [['not-covered', 'Not covered', notCovered] as const] : []),
    ['clusters', 'Clusters', report.clusters.length],
    ['running', 'What runs', containers],
    ['exemptions', 'Exemptions', report.exemptions.length],
    ['grants', 'Grants', knowsHistory(report) ? report.grants.length : null],
    ['changes', 'Changes', changes],
  ];
  const items = links.map(
    ([id, title, count]) =>
      html`<li>
        <a href="#${id}">${title}${count === null ? null : html` <span class="count">${formatCount(count)}</span>`}</a>
      </li>`,
  );
  return html`<nav class="contents" aria-label="Sections">
    <ul>
      ${items}
    </ul>
  </nav>`;
};
