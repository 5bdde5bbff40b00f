/** The most characters of a verdict's detail: whoever attaches something to an image may have written parts of it. */
export const MAX_DETAIL_LENGTH = 1_000;

/** Cuts a text to at most that many characters; a text that was cut ends in `…`. */
export const shorten = (text: string, characters: number): string =>
  text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
