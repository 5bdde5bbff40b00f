import type { Colour } from '../../shared/colour';
import { plainTable } from '../../shared/plain-table';
import { visibleText } from '../../shared/visible-text';
import type { Outcome, RanCase } from './run-cases';

const outcomeForPrograms = ({ decision, signers, require, mode }: Outcome): object => ({
  decision,
  signers: signers ?? null,
  require: require ?? null,
  mode: mode ?? null,
});

/** The cases for programs; null stands for what was not compared, or not found. */
export const toJsonCases = (cases: readonly RanCase[]): object => ({
  passed: cases.filter(({ passed }) => passed).length,
  failed: cases.filter(({ passed }) => !passed).length,
  cases: cases.map(({ image, passed, expected, found, problem }) => ({
    image,
    passed,
    expected: outcomeForPrograms(expected),
    found: outcomeForPrograms(found),
    problem: problem ?? null,
  })),
});

const outcomeText = (outcome: Outcome, compared: Outcome): string => {
  const { decision, signers, require, mode } = outcome;
  return [
    decision,
    ...(compared.signers === undefined ? [] : [`signers ${signers?.join(' and ') ?? 'none'}`]),
    ...(compared.require === undefined ? [] : [`require ${require ?? 'nothing'}`]),
    ...(compared.mode === undefined ? [] : [`mode ${mode ?? 'unknown'}`]),
  ].join(', ');
};

const HEAD = ['RESULT', 'IMAGE', 'EXPECTED', 'FOUND'];
const RESULT_COLOUR: Readonly<Record<string, Colour>> = { passed: 'green', FAILED: 'red' };

const toRow = ({ image, passed, expected, found, problem }: RanCase): readonly string[] =>
  [
    passed ? 'passed' : 'FAILED',
    image,
    outcomeText(expected, expected),
    `${outcomeText(found, expected)}${problem === undefined ? '' : ` (the name does not parse: ${problem})`}`,
  ].map(visibleText);

/** How a terminal shows the cases. */
export interface CasesStyle {
  /** The longest line; undefined: as long as needed. */
  readonly width?: number | undefined;
  readonly paint?: (colour: Colour | undefined, text: string) => string;
}

/** The cases for people: a row for each, and how many passed. */
export const renderCases = (
  cases: readonly RanCase[],
  { width, paint = (_, text) => text }: CasesStyle = {},
): string => {
  const paintCell = (head: string, text: string): string =>
    paint(head === 'RESULT' ? RESULT_COLOUR[text] : undefined, text);
  const passed = cases.filter((each) => each.passed).length;
  const summary = `${passed} of ${cases.length} ${cases.length === 1 ? 'case' : 'cases'} as expected`;
  return `${plainTable(HEAD, cases.map(toRow), { width, paint: paintCell })}\n\n${summary}\n`;
};
