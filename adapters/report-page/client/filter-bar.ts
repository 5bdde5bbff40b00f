import { h, type ComponentChild } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatCount } from '../data/format';
import { VERDICT_KINDS, VERDICTS, type VerdictKind } from '../data/verdict-names';
import type { Row } from '../rows/row';
import type { ViewState } from '../rows/view-state';

/** Long enough that each letter of a word does not filter thousands of rows, and too short to wait for. */
const TYPING_PAUSE_MS = 150;

interface FilterProps {
  readonly rows: readonly Row[];
  readonly view: ViewState;
  readonly changeView: (change: Partial<ViewState>) => void;
}

const countBy = (rows: readonly Row[], nameOf: (row: Row) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  return counts;
};

const option = (value: string, name: string, count: number): ComponentChild =>
  h('option', { key: value, value }, `${name} (${formatCount(count)})`);

const VerdictSelect = ({ rows, view, changeView }: FilterProps): ComponentChild => {
  const counts = useMemo(() => countBy(rows, ({ image }) => image.verdict), [rows]);
  const change = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    changeView({ verdict: VERDICT_KINDS.find((kind) => kind === value) ?? null });
  };
  const nameOf = (kind: VerdictKind): ComponentChild => option(kind, VERDICTS[kind].name, counts.get(kind) ?? 0);
  return h('label', { class: 'field' }, [
    h('span', { key: 'label' }, 'Verdict'),
    h('select', { key: 'select', value: view.verdict ?? '', onChange: change }, [
      h('option', { key: '', value: '' }, 'All verdicts'),
      ...VERDICT_KINDS.map(nameOf),
    ]),
  ]);
};

const ClusterSelect = ({ rows, view, changeView }: FilterProps): ComponentChild => {
  const counts = useMemo(() => countBy(rows, ({ cluster }) => cluster), [rows]);
  const names = [...counts.keys()].sort();
  // A shared link may name a cluster in which nothing runs any more.
  const listed = view.cluster === null || counts.has(view.cluster) ? names : [...names, view.cluster];
  const change = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    changeView({ cluster: value === '' ? null : value });
  };
  return h('label', { class: 'field' }, [
    h('span', { key: 'label' }, 'Cluster'),
    h('select', { key: 'select', value: view.cluster ?? '', onChange: change }, [
      h('option', { key: '', value: '' }, 'All clusters'),
      ...listed.map((name) => option(name, name, counts.get(name) ?? 0)),
    ]),
  ]);
};

const useDebouncedText = ({ view, changeView }: FilterProps): readonly [string, (text: string) => void] => {
  const [typed, setTyped] = useState(view.text);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => setTyped(view.text), [view.text]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (text: string): void => {
    setTyped(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => changeView({ text }), TYPING_PAUSE_MS);
  };
  return [typed, type];
};

/** The filter of the table: a text, a verdict and a cluster. */
export const FilterBar = (props: FilterProps): ComponentChild => {
  const { view, changeView } = props;
  const [typed, type] = useDebouncedText(props);
  const search = useRef<HTMLInputElement>(null);
  const filtered = view.text !== '' || view.verdict !== null || view.cluster !== null;
  // The button disappears, so the focus goes to where the next filter begins.
  const clear = (): void => {
    type('');
    changeView({ text: '', verdict: null, cluster: null });
    search.current?.focus();
  };
  const onInput = (event: Event): void => type((event.currentTarget as HTMLInputElement).value);
  const attributes = { ref: search, type: 'search', value: typed, onInput, autocomplete: 'off', spellcheck: false };
  return h(
    'form',
    { class: 'filter', role: 'search', 'aria-label': 'Containers', onSubmit: (event: Event) => event.preventDefault() },
    [
      h('label', { key: 'text', class: 'field field-text' }, [
        h('span', { key: 'label' }, 'Image, digest, service, task, owner or signer'),
        h('input', { key: 'input', ...attributes }),
      ]),
      h(VerdictSelect, { key: 'verdict', ...props }),
      h(ClusterSelect, { key: 'cluster', ...props }),
      filtered ? h('button', { key: 'clear', type: 'button', class: 'clear', onClick: clear }, 'Clear filter') : null,
    ],
  );
};
