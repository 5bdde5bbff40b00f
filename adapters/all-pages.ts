/** One page of a list, and the token of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Reads every page of a list. A service that names the same page twice does not make it endless. */
export const allPages = async <T>(read: (nextToken: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> => {
  const found: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined, more = true; more;) {
    const { items, next } = await read(token);
    found.push(...items);
    more = next !== undefined && !seen.has(next);
    if (next !== undefined) seen.add(next);
    token = next;
  }
  return found;
};
