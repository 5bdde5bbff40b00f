// Control characters, format characters (bidi controls among them), line and paragraph separators, and halves of surrogate pairs.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const codePointOf = (character: string): number => character.codePointAt(0) ?? 0;

/** Replaces each character that {@link visibleText} escapes. */
export const replaceInvisible = (text: string, replace: (character: string) => string): string =>
  text.replace(UNSAFE, replace);

/**
 * One value from outside, such as a name, a reason or a line of a tool's output, as one line of plain text: escapes every character that
 * could end the line, be invisible, control a terminal, or change the direction of the text.
 */
export const visibleText = (text: string): string =>
  replaceInvisible(text, (each) => `\\u{${codePointOf(each).toString(16)}}`);
