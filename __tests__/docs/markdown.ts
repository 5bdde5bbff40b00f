import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the project. */
export const ROOT = resolve(__dirname, '../..');

/** The text of a file, by its path from the root of the project. */
export const readPage = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const FOLDERS_WITH_PAGES = ['docs', 'testing', 'demo', '__tests__/fixtures'];

const isPage = (path: string): boolean => path.endsWith('.md') && !path.includes('node_modules');

/** The paths of all Markdown pages, from the root of the project. */
export const pages = (): readonly string[] => [
  ...readdirSync(ROOT).filter(isPage),
  ...FOLDERS_WITH_PAGES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(isPage)
      .map((path) => join(folder, path)),
  ),
];

/** The headings of a page, without code blocks, which may hold lines that look like headings. */
export const headingsOf = (text: string): readonly string[] =>
  [...text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);

/** The text below a second-level heading, up to the next one. */
export const sectionOf = (text: string, heading: string): string => {
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`no section "${heading}"`);
  return section.slice(heading.length);
};

const isRow = (line: string): boolean => line.startsWith('|');
const isSeparator = (line: string): boolean => /^\|[\s:|-]+\|$/.test(line);

/** The rows of all tables in a text, as cells, without the heads. */
export const rowsOf = (text: string): readonly (readonly string[])[] => {
  const lines = text.split('\n');
  return lines
    .filter((line, index) => isRow(line) && !isSeparator(line) && !isSeparator(lines[index + 1] ?? ''))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

/** The texts in a cell that are written as code. */
export const codeIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
