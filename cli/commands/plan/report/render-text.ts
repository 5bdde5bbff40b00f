import type { Block, Line, Report, Sentence } from './sentence';
import { visibleText } from '../../../shared/visible-text';

const render = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : visibleText(part.value))).join('');

const lineOf = ({ alert, sentence, details = [] }: Line): readonly string[] => [
  `  ${alert === undefined ? ' ' : '!'} ${alert === undefined ? '' : `${alert}: `}${render(sentence)}`,
  ...details.map((each) => `      ${render(each)}`),
];

const blockOf = ({ title, lines }: Block): string => [title, ...lines.flatMap(lineOf)].join('\n');

/** Formats a report for a terminal. The line of an alert begins with an exclamation mark. */
export const renderText = ({ title, lead, blocks }: Report): string =>
  `${[[title, ...lead.map((each) => `  ${each}`)].join('\n'), ...blocks.map(blockOf)].join('\n\n')}\n`;
