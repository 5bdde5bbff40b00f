import { shorten } from '../../../verification';
import { ToolFailure } from '../failure';
import { FAILURE_ROWS, type FailureRow } from './failure-rows';
import { findSynthesisError, findTerraformErrors, lastLinesOf, type TerraformError } from './terraform-errors';

const MOST_CHARACTERS = 300;
const MOST_ERRORS = 5;
const LAST_LINES = 12;

// Of use only to AWS's support, and in the log anyway.
const NOISE = /https response error StatusCode: \d+, RequestID: [^,]*, (?:HostID: [^,]*, )?/;

interface Found {
  readonly row: FailureRow;
  readonly error: TerraformError;
  readonly match: RegExpExecArray;
}

const findRow = (errors: readonly TerraformError[]): Found | undefined =>
  FAILURE_ROWS.flatMap((row) =>
    errors.flatMap((error) => {
      const match = row.pattern.exec(error.text);
      return match === null ? [] : [{ row, error, match }];
    }),
  )[0];

// When Terraform is missing, cdktf prints no error of Terraform's own.
const errorsIn = (output: string): readonly TerraformError[] => {
  const errors = findTerraformErrors(output);
  if (errors.length > 0) return errors;
  const summary = lastLinesOf(output, LAST_LINES).join(' ');
  return [{ summary, text: summary, lastWords: summary, address: undefined }];
};

const others = (count: number): string =>
  count === 0 ? '' : ` (and ${count} more ${count === 1 ? 'error' : 'errors'})`;

/** The message of one of our own conditions is the sentence itself, so quoting it would repeat it. */
const quoted = (sentence: string, { summary, lastWords }: TerraformError): string =>
  sentence === lastWords ? '' : ` (${shorten(summary.replace(NOISE, ''), MOST_CHARACTERS)})`;

const synthesisFailure = (what: string, lines: readonly string[]): ToolFailure =>
  new ToolFailure(
    'failed',
    [`${what}: the stacks cannot be synthesised; fix this, then run this again`, ...lines].join('\n  | '),
  );

/**
 * Reads the output of a Terraform that failed, or of cdktf around it: one sentence says what is wrong and what to do next. Unknown errors
 * are quoted as they are. `what` names the work, such as "planning dev-verifier".
 */
export const terraformFailure = (what: string, output: string): ToolFailure => {
  const unsynthesised = findSynthesisError(output);
  if (unsynthesised !== undefined) return synthesisFailure(what, unsynthesised);
  const errors = findTerraformErrors(output);
  const found = findRow(errorsIn(output));
  if (found !== undefined) {
    const sentence = found.row.advice(found.error, found.match);
    const rest = others(Math.max(0, errors.length - 1));
    return new ToolFailure(found.row.code, `${what}: ${sentence}${quoted(sentence, found.error)}${rest}`);
  }
  const lines =
    errors.length > 0
      ? errors.slice(0, MOST_ERRORS).map(({ text }) => `Error: ${shorten(text, MOST_CHARACTERS)}`)
      : lastLinesOf(output, MOST_ERRORS);
  const printed = lines.length > 0 ? lines : ['it failed without an error message'];
  return new ToolFailure('failed', [`${what}: it failed; fix this, then run this again`, ...printed].join('\n  | '));
};
