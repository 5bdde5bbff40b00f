/** Escapes every character that could end the line, be invisible, or change the direction of the text. */
export const visibleText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`);
