/** Parses JSON; undefined when the text is not JSON. For inputs where "not JSON" is an ordinary answer. */
export const parseJsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
