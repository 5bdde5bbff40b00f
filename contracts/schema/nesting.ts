/** How deep objects and lists may be nested in JSON that is read here: what walks them is recursive. */
export const MAX_NESTING = 100;

const CLOSED_BY: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The offset of the first bracket that is nested more than 100 deep; undefined if there is none. */
export const findDeepNesting = (text: string): number | undefined => {
  const closers: string[] = [];
  let inString = false;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text[offset] ?? '';
    if (inString) {
      if (character === '\\') offset += 1;
      // In broken JSON, a string that isn't closed ends with its line.
      else if (character === '"' || character === '\n') inString = false;
      continue;
    }
    if (character === '"') inString = true;
    else if (character === closers.at(-1)) closers.pop();
    const closer = CLOSED_BY[character];
    if (closer !== undefined && closers.push(closer) > MAX_NESTING) return offset;
  }
  return undefined;
};
