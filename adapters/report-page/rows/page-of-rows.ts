import type { Row } from './row';

/** How many rows the table shows at once. */
export const ROWS_PER_PAGE = 100;

/** One page of rows; `first` is the number of its first row, counted from 1. */
export interface RowPage {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly pages: number;
  readonly first: number;
  readonly last: number;
}

/** A page of rows; a page after the last one is the last one. */
export const pageOfRows = (rows: readonly Row[], wanted: number): RowPage => {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
  const page = Math.min(wanted, pages);
  const start = (page - 1) * ROWS_PER_PAGE;
  const shown = rows.slice(start, start + ROWS_PER_PAGE);
  return { rows: shown, page, pages, first: shown.length === 0 ? 0 : start + 1, last: start + shown.length };
};
