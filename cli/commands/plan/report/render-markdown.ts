import type { Block, Line, Report, Sentence } from './sentence';
import { markdownCode } from '../../../shared/markdown-code';

/** GitHub refuses a comment of more than 65,536 characters. https://github.com/orgs/community/discussions/27190 */
export const MOST_CHARACTERS = 65_536;

/** Room for the last sentence, and for the end of a fold. */
const RESERVE = 500;
const UNFOLDED_LINES = 8;
/** The longest fold, so that it leaves room for what follows. */
const LONGEST_FOLD = 10_000;

const render = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : markdownCode(part.value))).join('');

const detailsOf = (details: readonly Sentence[]): readonly string[] =>
  details.length === 0
    ? []
    : [
        '  <details><summary>show all</summary>',
        '',
        ...details.map((each) => `  - ${render(each)}`),
        '',
        '  </details>',
      ];

const lineOf = ({ alert, sentence, details = [] }: Line): string =>
  [`- ${alert === undefined ? '' : `⚠️ **${alert}**: `}${render(sentence)}`, ...detailsOf(details)].join('\n');

interface Piece {
  readonly opening: string;
  readonly items: readonly string[];
  readonly closing: string;
  readonly most: number;
}

const folded = (title: string, items: readonly string[]): Piece => ({
  opening: `<details><summary>${title}</summary>\n`,
  items,
  closing: '\n</details>',
  most: LONGEST_FOLD,
});

const piecesOf = ({ title, lines, foldable }: Block): readonly Piece[] => {
  const isLoud = ({ alert, isFirst = false }: Line): boolean => alert !== undefined || isFirst;
  const loud = lines.filter(isLoud).map(lineOf);
  const quiet = lines.filter((line) => !isLoud(line)).map(lineOf);
  if (!foldable || lines.length <= UNFOLDED_LINES)
    return [{ opening: `#### ${title}\n`, items: [...loud, ...quiet], closing: '', most: MOST_CHARACTERS }];
  if (loud.length === 0) return [folded(`${title} (${lines.length})`, quiet)];
  const rest = quiet.length === 0 ? [] : [folded(`${title}: ${quiet.length} more`, quiet)];
  return [{ opening: `#### ${title}\n`, items: loud, closing: '', most: MOST_CHARACTERS }, ...rest];
};

interface Page {
  readonly text: string;
  /** How many lines did not fit. */
  readonly left: number;
}

const withPiece = (page: Page, { opening, items, closing, most }: Piece): Page => {
  let text = `\n${opening}`;
  let fitting = 0;
  for (const item of items) {
    const length = text.length + item.length;
    if (length > most || page.text.length + length + RESERVE > MOST_CHARACTERS) break;
    text += `\n${item}`;
    fitting += 1;
  }
  const left = page.left + items.length - fitting;
  return fitting === 0 ? { text: page.text, left } : { text: `${page.text}${text}\n${closing}\n`, left };
};

/** The first line of a deployment's comment, by which the comment is found and updated. */
export const commentMarker = (deployment: string): string => `<!-- image-trust plan: ${deployment} -->`;

/** What is around a report in Markdown. */
export interface MarkdownFrame {
  /** The first line, an HTML comment by which the comment is found and updated. */
  readonly marker: string;
  /** The command that prints every line. */
  readonly command: string;
}

/** Formats a report as Markdown that fits into one comment of a pull request; its last line counts the lines that did not fit. */
export const toMarkdown = ({ title, lead, blocks }: Report, { marker, command }: MarkdownFrame): string => {
  const head = [marker, `### ${title}`, '', ...lead.map((each) => `**${each}**\n`)].join('\n');
  const { text, left } = blocks.flatMap(piecesOf).reduce(withPiece, { text: head, left: 0 });
  const cut = left === 0 ? '' : `\n${left} lines did not fit into this comment; ${command} prints them all.\n`;
  return `${text}${cut}`;
};

/** Formats the report of a plan as Markdown; see toMarkdown. */
export const renderMarkdown = (report: Report, deployment: string): string =>
  toMarkdown(report, {
    marker: commentMarker(deployment),
    command: `npx image-trust plan --deployment ${deployment}`,
  });
