/** A repository pattern as a person wrote it. */
export interface WrittenPattern {
  /** What precedes the first slash, in lower case. */
  readonly host: string;
  /** What follows the host's slash; empty if there is no slash. */
  readonly path: string;
}

/** Splits a pattern at its first slash. */
export const splitPattern = (text: string): WrittenPattern => {
  const slash = text.indexOf('/');
  const [host, path] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  return { host: host.toLowerCase(), path };
};

/** A host without its port. */
export const withoutPort = (host: string): string => host.replace(/:[0-9]*$/, '');
