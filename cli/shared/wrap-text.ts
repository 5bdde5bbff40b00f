/** The longest line of help, in characters. */
export const HELP_WIDTH = 100;

const pieces = (word: string, width: number): readonly string[] =>
  word.length <= width ? [word] : [word.slice(0, width), ...pieces(word.slice(width), width)];

/** Breaks a text into lines of at most `width` characters, between words where that is possible. */
export const wrapText = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ').flatMap((each) => pieces(each, width))) {
      if (current !== '' && current.length + 1 + word.length > width) {
        lines.push(current);
        current = word;
      } else current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current];
  });

/** A term and what it means. */
export type Definition = readonly [term: string, meaning: string];

/** How many characters the first column of a list takes. */
export const termWidth = (rows: readonly Definition[]): number => Math.max(0, ...rows.map(([term]) => term.length));

/** Two columns, the second of which is wrapped. */
export const definitionList = (rows: readonly Definition[], width = termWidth(rows)): readonly string[] => {
  const indent = ' '.repeat(width + 4);
  return rows.flatMap(([term, meaning]) => {
    const [first = '', ...rest] = wrapText(meaning, HELP_WIDTH - indent.length);
    return [`  ${term.padEnd(width)}  ${first}`, ...rest.map((line) => `${indent}${line}`)];
  });
};
