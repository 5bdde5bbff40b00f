import type { Colour } from '../../shared/colour';
import { plainTable } from '../../shared/plain-table';

/** How a report is shown; `now` in milliseconds since the epoch. */
export interface ReportStyle {
  readonly now: number;
  /** The longest line. Default: as long as needed. */
  readonly width?: number | undefined;
  /** Default: no colours. */
  readonly paint?: (colour: Colour | undefined, text: string) => string;
}

/** The most rows of a table. */
const MOST_ROWS = 20;

const indented = (text: string): readonly string[] => text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));

/** A table of a report. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The options that show all rows. */
  readonly allWith: '--csv, --json and --open' | '--json and --open';
}

/** A table of at most so many rows, and how many it leaves out. */
export const reportTable = ({ head, rows, allWith }: ReportTable, { width }: ReportStyle): readonly string[] => {
  const rest = rows.length - MOST_ROWS;
  const fitting = width === undefined ? undefined : width - 2;
  return [
    ...indented(plainTable(head, rows.slice(0, MOST_ROWS), { width: fitting })),
    ...(rest > 0 ? [`  … and ${rest} more: ${allWith} show all`] : []),
  ];
};
