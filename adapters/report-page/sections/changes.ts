import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import type { Report } from '../../../contracts/report/report-schema';
import { countOf } from '../data/format';
import { reasonName } from '../data/verdict-names';
import { html, type Html } from '../html';
import {
  digestElement,
  imageElement,
  heading,
  scrolledTable,
  section,
  timeElement,
  valueElement,
  verdictBadge,
} from './elements';

type Change = NonNullable<Report['changes']>['list'][number];

const CHANGE_NAMES = {
  appeared: 'Appeared',
  gone: 'Gone',
  'verdict-changed': 'Verdict changed',
} as const satisfies Readonly<Record<Change['kind'], string>>;

const verdictCell = (verdict: Change['before'], missing: string): Html => {
  if (verdict === null) return html`<td><span class="muted">${missing}</span></td>`;
  const reason = reasonName({ ...verdict, rule: null });
  return html`<td>
    ${verdictBadge(verdict.verdict)}${reason === undefined ? null : html`<span class="sub">${reason}</span>`}
  </td>`;
};

const changeRow = (change: Change): Html =>
  html`<tr>
    <th scope="row">${CHANGE_NAMES[change.kind]}</th>
    <td>${imageElement(change.image ?? 'unknown image')}<span class="sub">${digestElement(change.digest)}</span></td>
    <td>
      ${change.service === null ? html`<span class="muted">tasks without a service</span>` : valueElement(change.service)}
      <span class="sub">${valueElement(nameOfArn(change.cluster))}</span>
    </td>
    ${verdictCell(change.before, 'did not run')} ${verdictCell(change.after, 'no longer runs')}
  </tr>`;

const listOf = (changes: NonNullable<Report['changes']>): Html => {
  if (changes.list.length === 0 && changes.more === 0) return html`<p class="empty">Nothing has changed.</p>`;
  const more = changes.more === 0 ? null : html`<p>${countOf(changes.more, 'more change')} not listed here.</p>`;
  const headings = ['Change', 'Image', 'Service', 'Before', 'Now'].map(heading);
  return html`${scrolledTable('Changes since the previous report', headings, changes.list.map(changeRow))} ${more}`;
};

/** What has changed since the previous report. */
export const changesSection = ({ changes }: Report): Html =>
  section(
    'changes',
    'Changes',
    changes === null
      ? html`<p class="empty">There is no previous report to compare with.</p>`
      : html`<p class="lead">Since the report of ${timeElement(changes.since)}.</p>
          ${listOf(changes)}`,
  );
