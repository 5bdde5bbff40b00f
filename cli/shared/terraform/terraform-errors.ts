import { stripVTControlCharacters } from 'node:util';
import { visibleText } from '../visible-text';

/** One error that Terraform printed. */
export interface TerraformError {
  /** The rest of the line that begins with `Error:`. */
  readonly summary: string;
  /** The whole error on one line. */
  readonly text: string;
  /** The last paragraph, on one line: for a failed condition its own message. */
  readonly lastWords: string;
  /** The address of the resource that it is about, if it names one. */
  readonly address: string | undefined;
}

// cdktf puts the stack's name, or as many spaces, before each line. Terraform draws a box around each error.
const FRAME = /^(?:[A-Za-z0-9_-]+ {2,}| *)[│╷╵] ?/;
// Whoever skips validation deploys what this project forbids.
const ADVICE_TO_SKIP_VALIDATION = /\bskipValidation\b/;

/** Whether a line is cdktf's advice to skip the validation of the stacks, which no one should follow. */
export const isAdviceToSkipValidation = (line: string): boolean => ADVICE_TO_SKIP_VALIDATION.test(line);

const toLines = (output: string): readonly string[] =>
  stripVTControlCharacters(output)
    .split(/\r?\n/)
    .map((line) => visibleText(line.replace(FRAME, '').replaceAll('\t', ' ')).trimEnd())
    .filter((line) => !isAdviceToSkipValidation(line));

const onOneLine = (lines: readonly string[]): string => lines.join(' ').replace(/\s+/g, ' ').trim();

const BEGINS = /^(?:Error|Warning): /;
// cdktf's own last line, which repeats what Terraform printed.
const ECHO = /^Error: terraform \w+ failed with exit code/;

const blocksOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const starts = lines.flatMap((line, index) => (BEGINS.test(line) ? [index] : []));
  return starts.map((start, index) => lines.slice(start, starts[index + 1]));
};

const lastParagraph = (lines: readonly string[]): string => {
  const end = lines.findLastIndex((line) => line !== '') + 1;
  const before = lines.slice(0, end).lastIndexOf('');
  return onOneLine(lines.slice(before + 1, end));
};

const toError = (block: readonly string[]): TerraformError => ({
  summary: (block[0] ?? '').replace(BEGINS, ''),
  text: onOneLine(block).replace(BEGINS, ''),
  lastWords: lastParagraph(block),
  address: block
    .map((line) => /^\s+with (\S+?)(?: \([^)]*\))?,$/.exec(line)?.[1])
    .find((address) => address !== undefined),
});

/** Every error in the output of Terraform, or of cdktf around it, without colours and boxes. */
export const findTerraformErrors = (output: string): readonly TerraformError[] =>
  blocksOf(toLines(output))
    .filter(([first = '']) => first.startsWith('Error: ') && !ECHO.test(first))
    .map(toError);

/** The last lines that are not empty, without colours and boxes. */
export const lastLinesOf = (output: string, count: number): readonly string[] =>
  toLines(output)
    .filter((line) => line.trim() !== '')
    .slice(-count);

const SPINNER = /^\s*[\u2800-\u28ff] /;

/** What our own synthesis printed when it failed under cdktf, line by line; undefined when it did not fail. */
export const findSynthesisError = (output: string): readonly string[] | undefined => {
  const lines = toLines(output);
  const start = lines.findLastIndex((line) => /^Command output on stderr:$/.test(line.trim()));
  if (start === -1) return undefined;
  return lines.slice(start + 1).filter((line) => line.trim() !== '' && !SPINNER.test(line));
};
