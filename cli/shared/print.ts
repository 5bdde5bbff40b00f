import { paintOn } from './colour';
import { visibleJson, visibleLines } from './visible-text';

const CSV_LINE_END = '\r\n';

// Everything that commands print passes through this file, and so through visibleLines.

/** Prints a result for programs: JSON, alone on stdout. */
export const printJson = (result: unknown): void =>
  void process.stdout.write(`${visibleJson(JSON.stringify(result, null, 2))}\n`);

/** Prints a result for people on stdout. */
export const printResult = (text: string): void => void process.stdout.write(visibleLines(text));

/** Prints CSV, alone on stdout; its lines end as RFC 4180 says. */
export const printCsv = (csv: string): void =>
  void process.stdout.write(csv.split(CSV_LINE_END).map(visibleLines).join(CSV_LINE_END));

/** Prints text for people on stderr as it is, without a line break at its end. */
export const printProgress = (text: string): void => void process.stderr.write(visibleLines(text));

/** Prints a count on stderr over the one before, for a terminal. */
export const printCount = (text: string, last: boolean): void =>
  void process.stderr.write(`\r${visibleLines(text)}${last ? '\n' : ''}`);

/** Prints a message on stderr, a line of its own. */
export const say = (line: string): void => printProgress(`${line}\n`);

/** Prints why a command failed, on stderr; `who` is `image-trust` and perhaps a command. */
export const printError = (who: string, message: string): void => {
  const paint = paintOn(process.stderr, process.env);
  say(`${paint('red', `${who}:`)} ${message}`);
};
