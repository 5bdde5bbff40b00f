import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import { knowsHistory, NOT_KNOWN } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import { formatCount, formatTimeLeft } from '../data/format';
import { html, type Html } from '../html';
import { heading, imageElement, numericHeading, scrolledTable, section, timeElement, valueElement } from './elements';

const untilCell = (until: string, report: Report): Html =>
  html`<td>
    <span class="nowrap">${formatTimeLeft(Date.parse(until), Date.parse(report.finishedAt))}</span>
    <span class="sub">${timeElement(until)}</span>
  </td>`;

/** The exemptions of the trust document, and how much time each has left when the report was made. */
export const exemptionsSection = (report: Report): Html => {
  const rows = report.exemptions.map(
    ({ name, reason, until, containers }) =>
      html`<tr>
        <th scope="row">${valueElement(name)}</th>
        <td>${valueElement(reason)}</td>
        <td class="numeric">${formatCount(containers)}</td>
        ${untilCell(until, report)}
      </tr>`,
  );
  return section(
    'exemptions',
    'Exemptions',
    rows.length === 0
      ? html`<p class="empty">The trust document has no exemptions.</p>`
      : scrolledTable(
          'Exemptions',
          [heading('Name'), heading('Reason'), numericHeading('Containers'), heading('Ends')],
          rows,
        ),
  );
};

/** The break-glass grants in force, and how much time each has left when the report was made. */
export const grantsSection = (report: Report): Html => {
  const rows = report.grants.map(
    ({ id, cluster, subject, reason, grantedBy, until }) =>
      html`<tr>
        <th scope="row">${imageElement(subject)}<span class="sub">${id}</span></th>
        <td>${valueElement(nameOfArn(cluster))}</td>
        <td>${valueElement(reason)}<span class="sub">given by ${valueElement(grantedBy)}</span></td>
        ${untilCell(until, report)}
      </tr>`,
  );
  const none = knowsHistory(report) ? 'No break-glass grant is in force.' : NOT_KNOWN;
  return section(
    'grants',
    'Break-glass grants',
    rows.length === 0
      ? html`<p class="empty">${none}</p>`
      : scrolledTable('Break-glass grants', ['Image', 'Cluster', 'Reason', 'Ends'].map(heading), rows),
  );
};
