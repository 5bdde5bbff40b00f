/** One page of a list, and the token of the next one. */
export interface Page {
  readonly items: readonly string[];
  readonly next: string | undefined;
}

/** Reads every page of a list. A service that names the same page twice does not make it endless. */
export const allPages = async (read: (nextToken: string | undefined) => Promise<Page>): Promise<readonly string[]> => {
  const found: string[] = [];
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
