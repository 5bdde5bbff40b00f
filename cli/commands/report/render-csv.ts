import { knowsHistory } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import { visibleText } from '../../shared/visible-text';

type Task = Report['tasks'][number];
type Image = Report['images'][number];

/** One container of a report, with its task and its image. */
interface Row {
  readonly task: Task;
  readonly container: Task['containers'][number];
  readonly image: Image;
  /** Null where the report does not know it. */
  readonly history: Pick<Task['containers'][number], 'firstSeen' | 'announced'> | null;
}

type Cell = string | number | boolean | null;

const listed = (texts: readonly string[]): string => texts.join(' ');

const COLUMNS: readonly (readonly [head: string, cellOf: (row: Row) => Cell])[] = [
  ['cluster', ({ task }) => task.cluster],
  ['service', ({ task }) => task.service],
  ['workload', ({ task }) => task.workload],
  ['owner', ({ task }) => task.owner],
  ['task', ({ task }) => task.task],
  ['taskDefinition', ({ task }) => task.taskDefinition],
  ['startedAt', ({ task }) => task.startedAt],
  ['container', ({ container }) => container.name],
  ['image', ({ image }) => image.image],
  ['repository', ({ image }) => image.repository],
  ['digest', ({ image }) => image.digest],
  ['verdict', ({ image }) => image.verdict],
  ['reason', ({ image }) => image.reason],
  ['cause', ({ image }) => image.cause],
  ['policy', ({ image }) => image.policy],
  ['rule', ({ image }) => image.rule],
  ['detail', ({ image }) => image.detail],
  ['signers', ({ image }) => listed(image.signatures.map(({ signer }) => signer))],
  ['signingTimes', ({ image }) => listed(image.signatures.map(({ signingTime }) => signingTime))],
  ['firstSeen', ({ history }) => history?.firstSeen ?? null],
  ['announced', ({ history }) => history?.announced ?? null],
  ['verifiedAt', ({ image }) => image.verifiedAt],
  ['revocationCheckedAt', ({ image }) => image.revocationCheckedAt],
];

// Spreadsheets take such cells for formulas, also with full-width characters, and after an apostrophe for text.
// https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^\s*[=+\-@＝＋－＠|%]/u;

const quoted = (cell: Cell): string => {
  const text = visibleText(String(cell ?? ''));
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const rowsOf = (report: Report): readonly Row[] =>
  report.tasks.flatMap((task) =>
    task.containers.flatMap((container) => {
      const image = report.images[container.image];
      return image === undefined ? [] : [{ task, container, image, history: knowsHistory(report) ? container : null }];
    }),
  );

const LINE_END = '\r\n';

/** A report as CSV: a head, and one row for each container. https://www.rfc-editor.org/rfc/rfc4180 */
export const renderCsv = (report: Report): string => {
  const { sweep, trustDocument } = report;
  const head = [...COLUMNS.map(([name]) => name), 'sweep', 'trustDocument'];
  const rows = rowsOf(report).map((row) => [...COLUMNS.map(([, cellOf]) => cellOf(row)), sweep, trustDocument]);
  return [head, ...rows].map((cells) => `${cells.map(quoted).join(',')}${LINE_END}`).join('');
};
