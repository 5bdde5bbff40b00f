import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import { knowsHistory, NOT_KNOWN } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import { BUILT_IN_RULES, EXEMPT_CATALOGUE, type BuiltInRule } from '../../../verification';
import { formatCount, formatTimeLeft } from '../data/format';
import { ruleAnchor } from '../data/verdict-names';
import { html, type Html } from '../html';
import {
  heading,
  imageElement,
  numericHeading,
  scrolledTable,
  section,
  textWithCode,
  timeElement,
  valueElement,
} from './elements';

const untilCell = (until: string, report: Report): Html =>
  html`<td>
    <span class="nowrap">${formatTimeLeft(Date.parse(until), Date.parse(report.finishedAt))}</span>
    <span class="sub">${timeElement(until)}</span>
  </td>`;

const ruleRow = (rule: BuiltInRule, containers: number): Html => {
  const { name, meaning, remediation } = EXEMPT_CATALOGUE[rule];
  return html`<tr>
    <th scope="row" id="${ruleAnchor(rule)}" tabindex="-1">${name}</th>
    <td>${textWithCode(meaning)}.</td>
    <td>${textWithCode(remediation)}.</td>
    <td class="numeric">${formatCount(containers)}</td>
  </tr>`;
};

/** What the built-in rules mean that take containers out of verification; null if none does. */
const builtInRules = ({ images, tasks }: Report): Html | null => {
  const rules = tasks.flatMap(({ containers }) => containers.map(({ image }) => images[image]?.rule));
  const rows = BUILT_IN_RULES.flatMap((rule) => {
    const count = rules.filter((each) => each === rule).length;
    return count === 0 ? [] : [ruleRow(rule, count)];
  });
  if (rows.length === 0) return null;
  const headings = [...['Rule', 'What it means', 'What to do'].map(heading), numericHeading('Containers')];
  return html`<h3 class="built-in-title">Built-in rules</h3>
    ${scrolledTable('Built-in rules', headings, rows)}`;
};

/** The exemptions of the trust document, and how much time each has left when the report was made; and the built-in rules that apply. */
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
    html`${
      rows.length === 0
        ? html`<p class="empty">The trust document has no exemptions.</p>`
        : scrolledTable(
            'Exemptions',
            [heading('Name'), heading('Reason'), numericHeading('Containers'), heading('Ends')],
            rows,
          )
    }
    ${builtInRules(report)}`,
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
