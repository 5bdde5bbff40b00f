import { h, type ComponentChild } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { countOf, formatCount } from '../data/format';
import { filterRows } from '../rows/filter-rows';
import { pageOfRows, type RowPage } from '../rows/page-of-rows';
import type { Row } from '../rows/row';
import { sortRows } from '../rows/sort-rows';
import type { ViewState } from '../rows/view-state';
import { FilterBar } from './filter-bar';
import { PageButtons } from './page-buttons';
import { SortSelect, TableHead } from './table-head';
import { TableRow } from './table-row';
import { useView } from './use-view';

interface TableProps {
  readonly rows: readonly Row[];
  readonly trustDocument: string | null;
}

const resultText = (found: number, all: number, { first, last }: RowPage): string => {
  if (found === 0) return all === 0 ? 'No containers run.' : `No matches among ${countOf(all, 'container')}.`;
  const whole = found === all ? countOf(all, 'container') : `${formatCount(found)} of ${countOf(all, 'container')}`;
  return first === 1 && last === found ? `${whole}.` : `${formatCount(first)}–${formatCount(last)} of ${whole}.`;
};

/** The rows that a view's filter finds, in its order; another page of them needs no new search. */
const useSortedRows = (
  rows: readonly Row[],
  { text, verdict, cluster, sort, descending }: ViewState,
): readonly Row[] => {
  const found = useMemo(() => filterRows(rows, { text, verdict, cluster }), [rows, text, verdict, cluster]);
  return useMemo(() => sortRows(found, { sort, descending }), [found, sort, descending]);
};

/** The table of every container, with its filter, order and pages. */
export const RunningTable = ({ rows, trustDocument }: TableProps): ComponentChild => {
  const [view, changeView] = useView();
  const [copied, setCopied] = useState('');
  const region = useRef<HTMLDivElement>(null);
  const sorted = useSortedRows(rows, view);
  const shown = pageOfRows(sorted, view.page);

  // A new page begins at its first row, for the eye and for the keyboard.
  const showPage = (page: number): void => {
    changeView({ page });
    region.current?.focus({ preventScroll: true });
    region.current?.scrollIntoView();
  };

  const tableRow = (row: Row): ComponentChild => h(TableRow, { key: row.key, row, trustDocument, onCopied: setCopied });

  useEffect(() => setCopied(''), [view]);

  return h('div', { class: 'running' }, [
    h(FilterBar, { key: 'filter', rows, view, changeView }),
    h(SortSelect, { key: 'sort', view, changeView }),
    h('div', { key: 'status', class: 'status' }, [
      h('p', { key: 'found', role: 'status', class: 'result' }, resultText(sorted.length, rows.length, shown)),
      h('p', { key: 'copied', role: 'status', class: 'copied' }, copied),
    ]),
    h(
      'div',
      { key: 'region', ref: region, class: 'scroll', role: 'region', 'aria-label': 'Containers', tabIndex: 0 },
      h('table', { class: 'cards', role: 'table' }, [
        h('caption', { key: 'caption', class: 'visually-hidden' }, 'Every container that runs, with its verdict'),
        h(TableHead, { key: 'head', view, changeView }),
        h('tbody', { key: 'body', role: 'rowgroup' }, shown.rows.map(tableRow)),
      ]),
    ),
    sorted.length === 0 && rows.length > 0
      ? h('p', { key: 'empty', class: 'empty' }, 'Nothing matches. Change the filter to see more.')
      : null,
    h(PageButtons, { key: 'pages', page: shown.page, pages: shown.pages, showPage }),
  ]);
};
