import { shorten } from '../../verification';
import { visibleText } from './visible-text';

const LONGEST_VALUE = 2_000;

const limit = (text: string): string =>
  text.length <= LONGEST_VALUE ? text : `${shorten(text, LONGEST_VALUE + 1)} (${text.length} characters)`;

const toEntities = (text: string): string =>
  text.replace(/[^A-Za-z0-9 /-]/gu, (each) => `&#${each.codePointAt(0) ?? 0};`);

const span = (shown: string): string => {
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // A code span loses one space at each end if it has both, and must not begin or end with a backtick.
  const pad = /^[` ]|[` ]$/.test(shown) || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
};

/** A text as a code span that it cannot end, whatever backticks it holds, so that nothing in it is Markdown, HTML or a mention. */
export const markdownCode = (text: string): string => span(limit(visibleText(text)));

/** The same for a cell of a table, which an unescaped `|` would end even inside of a code span. */
export const markdownCellCode = (text: string): string => {
  const shown = limit(visibleText(text));
  // A backslash before the bar would escape the backslash that escapes the bar: https://github.github.com/gfm/#tables-extension-
  return /[|\\`]/.test(shown) ? `<code>${toEntities(shown)}</code>` : span(shown);
};
