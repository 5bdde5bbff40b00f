import Table from 'cli-table3';
import { wrapText } from './wrap-text';

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

const GAP = NO_BORDERS.middle.length;
const NARROWEST = 12;

/** How a table is shown. */
export interface TableStyle {
  /** The heads of the columns that hold figures. Default: none. */
  readonly right?: readonly string[];
  /** The longest line, in characters. Default: as long as the table needs. */
  readonly width?: number | undefined;
  /** Colours one line of a cell. Default: no colours. */
  readonly paint?: (head: string, text: string) => string;
}

const lengthsOf = (head: readonly string[], rows: readonly (readonly string[])[]): readonly number[] =>
  head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));

/** Takes from the widest column what is too much, and then from the next one, but leaves each readable. */
const fit = (lengths: readonly number[], width: number): readonly number[] => {
  const excess = lengths.reduce((sum, length) => sum + length, GAP * (lengths.length - 1)) - width;
  const widest = Math.max(...lengths);
  if (excess <= 0 || widest <= NARROWEST) return lengths;
  const shortened = Math.max(NARROWEST, widest - excess);
  return fit(lengths.with(lengths.indexOf(widest), shortened), width);
};

/** A table without lines and without spaces at the ends; a cell that is too long for the width is wrapped. */
export const plainTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], width = Infinity, paint = (_, text) => text }: TableStyle = {},
): string => {
  const widths = fit(lengthsOf(head, rows), width);
  const table = new Table({
    head: [...head],
    chars: NO_BORDERS,
    colAligns: head.map((name) => (right.includes(name) ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  const cell = (text: string, column: number): string =>
    wrapText(text, widths[column] ?? Infinity)
      .map((line) => paint(head[column] ?? '', line))
      .join('\n');
  for (const row of rows) table.push(row.map(cell));
  return table.toString().replace(/ +$/gm, '');
};
