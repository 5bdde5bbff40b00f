import { stripVTControlCharacters } from 'node:util';
import { replaceInvisible, visibleText } from '../../verification';

export { visibleText };

/** The colours of our own output and of Terraform's. Codes that could hide text, such as black or concealed, are not among them. */
const COLOUR = /(\u001B\[(?:0|1|4|22|24|3[1-79]|9[0-7])?m)/;

// With one group in the pattern, every second part is a colour.
const besidesColours = (text: string, change: (text: string) => string): string =>
  text
    .split(COLOUR)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');

/** A whole text for a terminal: escapes the same characters, but keeps line breaks, tabs and colours. */
export const visibleLines = (text: string): string =>
  besidesColours(text, (part) => part.replace(/[^\n\t]+/g, visibleText));

/** One line of the output of another program, for a terminal: without control sequences other than colours. */
export const visibleOutputLine = (line: string): string => visibleLines(besidesColours(line, stripVTControlCharacters));

/** JSON with the same characters escaped as JSON escapes them, so that its value stays the same. */
export const visibleJson = (json: string): string =>
  replaceInvisible(json, (each) =>
    each === '\n'
      ? each
      : Array.from(
          { length: each.length },
          (_, unit) => `\\u${each.charCodeAt(unit).toString(16).padStart(4, '0')}`,
        ).join(''),
  );

/** Marks the lines that continue a message, so that a line from outside cannot pose as a message of its own. */
export const markContinuation = (message: string): string => message.replace(/\n(?! {2})/g, '\n  | ');
