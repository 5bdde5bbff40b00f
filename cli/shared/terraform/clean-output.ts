import { StringDecoder } from 'node:string_decoder';
import { visibleOutputLine } from '../visible-text';
import { isAdviceToSkipValidation } from './terraform-errors';

/** Passes the output of cdktf and Terraform on to a terminal, line by line. */
export interface OutputCleaner {
  readonly write: (chunk: string | Buffer) => void;
  /** Passes on a last line without a line break. */
  readonly end: () => void;
}

/**
 * Makes what comes from other programs safe for a terminal (see visibleOutputLine), and leaves out cdktf's advice to skip validation. Lines
 * are passed on when they are complete, so that nothing can hide between two chunks.
 */
export const outputCleaner = (print: (text: string) => void): OutputCleaner => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const passOn = (line: string, ending: string): void => {
    if (!isAdviceToSkipValidation(line)) print(`${visibleOutputLine(line)}${ending}`);
  };
  return {
    write: (chunk) => {
      // A lone carriage return would let one line overwrite another.
      const lines = `${rest}${typeof chunk === 'string' ? chunk : decoder.write(chunk)}`.split(/\r?\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      lines.forEach((line) => passOn(line, '\n'));
    },
    end: () => {
      if (rest !== '') passOn(rest, '');
      rest = '';
    },
  };
};
