import { ToolFailure } from '../failure';
import { FAILURE_ROWS, type FailureRow } from './failure-rows';
import { findSynthesisError, findTerraformErrors, lastLinesOf, type TerraformError } from './terraform-errors';

const MOST_CHARACTERS = 300;
const MOST_ERRORS = 5;
const LAST_LINES = 12;

// Of use to AWS's support only, and in the log all the same.
const NOISE = /https response error StatusCode: \d+, RequestID: [^,]*, (?:HostID: [^,]*, )?/;

const shorten = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;

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

// cdktf tells of an absent Terraform without an error of Terraform's own.
const errorsIn = (output: string): readonly TerraformError[] => {
  const errors = findTerraformErrors(output);
  if (errors.length > 0) return errors;
  const summary = lastLinesOf(output, LAST_LINES).join(' ');
  return [{ summary, text: summary, lastWords: summary, address: undefined }];
};

const others = (count: number): string =>
  count === 0 ? '' : ` (and ${count} more ${count === 1 ? 'error' : 'errors'})`;

/** What a condition of ours says needs no quotation of itself. */
const quoted = (sentence: string, { summary, lastWords }: TerraformError): string =>
  sentence === lastWords ? '' : ` (${shorten(summary.replace(NOISE, ''))})`;

const synthesisFailure = (what: string, lines: readonly string[]): ToolFailure =>
  new ToolFailure(
    'failed',
    [`${what}: the stacks cannot be synthesised; mend what it says, then run this again`, ...lines].join('\n  | '),
  );

/**
 * Reads what Terraform, or cdktf around it, wrote when it failed: what is wrong and what to do next, in one sentence; text that is not
 * known is passed on as it is. `what` names the work, as "planning dev-verifier".
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
      ? errors.slice(0, MOST_ERRORS).map(({ text }) => `Error: ${shorten(text)}`)
      : lastLinesOf(output, MOST_ERRORS);
  const told = lines.length > 0 ? lines : ['it failed without a word'];
  return new ToolFailure(
    'failed',
    [`${what}: it failed; mend what it says, then run this again`, ...told].join('\n  | '),
  );
};
