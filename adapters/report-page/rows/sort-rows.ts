import { profileName } from '../data/format';
import { reasonName, VERDICTS } from '../data/verdict-names';
import type { Row } from './row';
import type { SortColumn, ViewState } from './view-state';

/** The text or number that a column sorts a row by; null is always last. */
const SORT_VALUES: Readonly<Record<SortColumn, (row: Row) => string | number | null>> = {
  verdict: ({ image }) => `${VERDICTS[image.verdict].gravity} ${reasonName(image) ?? ''}`,
  image: ({ image }) => image.image ?? image.repository,
  service: ({ service }) => service,
  cluster: ({ cluster }) => cluster,
  owner: ({ owner }) => owner,
  signer: ({ image }) => {
    const signer = image.signatures[0]?.signer;
    return signer === undefined ? null : profileName(signer);
  },
  'first-seen': ({ firstSeen }) => firstSeen,
};

// Without a locale, so that the order is the same in every browser.
const compareValues = (one: string | number, other: string | number): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

/** The rows in a view's order; rows without a value come last, and equal rows keep their order. */
export const sortRows = (
  rows: readonly Row[],
  { sort, descending }: Pick<ViewState, 'sort' | 'descending'>,
): readonly Row[] => {
  const valueOf = SORT_VALUES[sort];
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
      return sign * compareValues(one.value, other.value);
    })
    .map(({ row }) => row);
};
