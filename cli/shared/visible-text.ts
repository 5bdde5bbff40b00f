import { stripVTControlCharacters } from 'node:util';

// Control characters, format characters (bidi controls among them), line and paragraph separators, and halves of surrogate pairs.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const codePointOf = (character: string): number => character.codePointAt(0) ?? 0;

const escapeUnsafe = (text: string): string => text.replace(UNSAFE, (each) => `\\u{${codePointOf(each).toString(16)}}`);

/** The colours of our own output and of Terraform's. Codes that could hide text, such as black or concealed, are not among them. */
const COLOUR = /(\u001B\[(?:0|1|4|22|24|3[1-79]|9[0-7])?m)/;

// With one group in the pattern, every second part is a colour.
const besidesColours = (text: string, change: (text: string) => string): string =>
  text
    .split(COLOUR)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');

/**
 * One value from outside, such as a name, a reason or a line of a tool's output, as one line of plain text: escapes every character that
 * could end the line, be invisible, control a terminal, or change the direction of the text.
 */
export const visibleText = (text: string): string => escapeUnsafe(text);

/** A whole text for a terminal: escapes the same characters, but keeps line breaks, tabs and colours. */
export const visibleLines = (text: string): string =>
  besidesColours(text, (part) => part.replace(/[^\n\t]+/g, escapeUnsafe));

/** One line of the output of another program, for a terminal: without control sequences other than colours. */
export const visibleOutputLine = (line: string): string => visibleLines(besidesColours(line, stripVTControlCharacters));

/** JSON with the same characters escaped as JSON escapes them, so that its value stays the same. */
export const visibleJson = (json: string): string =>
  json.replace(UNSAFE, (each) =>
    each === '\n'
      ? each
      : Array.from(
          { length: each.length },
          (_, unit) => `\\u${each.charCodeAt(unit).toString(16).padStart(4, '0')}`,
        ).join(''),
  );

/** Marks the lines that continue a message, so that a line from outside cannot pose as a message of its own. */
export const markContinuation = (message: string): string => message.replace(/\n(?! {2})/g, '\n  | ');
