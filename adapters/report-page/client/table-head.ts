import { h, type ComponentChild } from 'preact';
import { SORT_COLUMNS, type SortColumn, type ViewState } from '../rows/view-state';

/** The titles of the table's columns. */
export const COLUMN_TITLES = {
  verdict: 'Verdict',
  image: 'Image',
  service: 'Service and task',
  cluster: 'Cluster',
  owner: 'Owner',
  signer: 'Signed by',
  'first-seen': 'First seen',
} as const satisfies Readonly<Record<SortColumn, string>>;

interface SortProps {
  readonly view: ViewState;
  readonly changeView: (change: Partial<ViewState>) => void;
}

const sortHeader = (column: SortColumn, { view, changeView }: SortProps): ComponentChild => {
  const sorted = view.sort === column;
  const order = view.descending ? 'descending' : 'ascending';
  const sort = (): void => changeView({ sort: column, descending: sorted && !view.descending });
  return h(
    'th',
    { key: column, scope: 'col', role: 'columnheader', 'aria-sort': sorted ? order : 'none' },
    h('button', { type: 'button', class: 'sort', onClick: sort }, [
      COLUMN_TITLES[column],
      h('span', { key: 'arrow', class: 'arrow', 'aria-hidden': 'true' }, sorted ? (view.descending ? '↓' : '↑') : '↕'),
    ]),
  );
};

/** The head of the table; each column has a button that sorts by it, and the other way round when it is pressed again. */
export const TableHead = (props: SortProps): ComponentChild =>
  h(
    'thead',
    { role: 'rowgroup' },
    h('tr', { role: 'row' }, [
      ...SORT_COLUMNS.map((column) => sortHeader(column, props)),
      h(
        'th',
        { key: 'details', scope: 'col', role: 'columnheader' },
        h('span', { class: 'visually-hidden' }, 'Details'),
      ),
    ]),
  );

/** The order of the table where a narrow screen has no room for its head. */
export const SortSelect = ({ view, changeView }: SortProps): ComponentChild => {
  const change = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    const column = SORT_COLUMNS.find((each) => value.endsWith(each));
    if (column !== undefined) changeView({ sort: column, descending: value.startsWith('-') });
  };
  const options = SORT_COLUMNS.flatMap((column) => [
    h('option', { key: column, value: column }, COLUMN_TITLES[column]),
    h('option', { key: `-${column}`, value: `-${column}` }, `${COLUMN_TITLES[column]}, reversed`),
  ]);
  return h('label', { class: 'field sort-select' }, [
    h('span', { key: 'label' }, 'Sort by'),
    h('select', { key: 'select', value: `${view.descending ? '-' : ''}${view.sort}`, onChange: change }, options),
  ]);
};
