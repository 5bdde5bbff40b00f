/** Cuts a text to at most that many characters; a text that was cut ends in `…`. */
export const shorten = (text: string, characters: number): string =>
  text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
