import { paintOn } from './colour';

/** Prints a result for programs: JSON, alone on stdout. */
export const printJson = (result: unknown): void => void process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);

/** Prints a result for people on stdout. */
export const printResult = (text: string): void => void process.stdout.write(text);

/** Prints a message on stderr, a line of its own. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Prints why a command failed, on stderr; `who` is `image-trust` and perhaps a command. */
export const printError = (who: string, message: string): void => {
  const paint = paintOn(process.stderr, process.env);
  say(`${paint('red', `${who}:`)} ${message}`);
};
