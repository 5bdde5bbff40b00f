import { VERDICT_KINDS, type VerdictKind } from '../data/verdict-names';

/** The columns that rows can be sorted by. */
export const SORT_COLUMNS = ['verdict', 'image', 'service', 'cluster', 'owner', 'signer', 'first-seen'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** What the table shows: its filter, order and page (the first is 1). */
export interface ViewState {
  readonly text: string;
  readonly verdict: VerdictKind | null;
  readonly cluster: string | null;
  readonly sort: SortColumn;
  readonly descending: boolean;
  readonly page: number;
}

/** No filter, the gravest verdicts first. */
export const INITIAL_VIEW: ViewState = {
  text: '',
  verdict: null,
  cluster: null,
  sort: 'verdict',
  descending: false,
  page: 1,
};

const memberOf = <T extends string>(list: readonly T[], text: string | null): T | undefined =>
  list.find((each) => each === text);

const pageOf = (text: string | null): number => {
  const page = Number(text ?? '1');
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
};

/** The view that a URL's hash names; undefined if it names something else, such as a section. */
export const parseViewState = (hash: string): ViewState | undefined => {
  const text = hash.replace(/^#/, '');
  if (text !== '' && !text.includes('=')) return undefined;
  const fields = new URLSearchParams(text);
  const sort = fields.get('sort');
  return {
    text: fields.get('text') ?? '',
    verdict: memberOf(VERDICT_KINDS, fields.get('verdict')) ?? null,
    cluster: fields.get('cluster'),
    sort: memberOf(SORT_COLUMNS, sort?.replace(/^-/, '') ?? null) ?? INITIAL_VIEW.sort,
    descending: sort?.startsWith('-') ?? false,
    page: pageOf(fields.get('page')),
  };
};

/** The hash of a view, "#" included; "" for the initial view. */
export const formatViewState = (view: ViewState): string => {
  const fields = new URLSearchParams();
  if (view.verdict !== null) fields.set('verdict', view.verdict);
  if (view.cluster !== null) fields.set('cluster', view.cluster);
  if (view.text !== '') fields.set('text', view.text);
  if (view.sort !== INITIAL_VIEW.sort || view.descending)
    fields.set('sort', `${view.descending ? '-' : ''}${view.sort}`);
  if (view.page > 1) fields.set('page', String(view.page));
  const text = fields.toString();
  return text === '' ? '' : `#${text}`;
};
