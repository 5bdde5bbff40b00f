import type { Block, Line, Report, Sentence } from './sentence';
import { visibleText } from './visible-text';

const say = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : visibleText(part.value))).join('');

const lineOf = ({ alert, sentence, details = [] }: Line): readonly string[] => [
  `  ${alert === undefined ? ' ' : '!'} ${alert === undefined ? '' : `${alert}: `}${say(sentence)}`,
  ...details.map((each) => `      ${say(each)}`),
];

const blockOf = ({ title, lines }: Block): string => [title, ...lines.flatMap(lineOf)].join('\n');

/** A report for a terminal; an alert has an exclamation mark at the beginning of its line. */
export const renderText = ({ title, lead, blocks }: Report): string =>
  `${[[title, ...lead.map((each) => `  ${each}`)].join('\n'), ...blocks.map(blockOf)].join('\n\n')}\n`;
