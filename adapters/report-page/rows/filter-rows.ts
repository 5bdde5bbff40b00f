import type { Row } from './row';
import type { ViewState } from './view-state';

/** The rows that match every condition of a view; of its text, each word must be found somewhere in a row. */
export const filterRows = (
  rows: readonly Row[],
  { text, verdict, cluster }: Pick<ViewState, 'text' | 'verdict' | 'cluster'>,
): readonly Row[] => {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(
    (row) =>
      (verdict === null || row.image.verdict === verdict) &&
      (cluster === null || row.cluster === cluster) &&
      words.every((word) => row.searched.includes(word)),
  );
};
