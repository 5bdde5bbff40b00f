/** One page of a list, and the token of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/**
 * Reads every page of a list. Throws what `read` throws.
 * @throws Error when a page names one as the next that was read before: the list is not whole, and would not end.
 */
export const allPages = async <T>(read: (nextToken: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> => {
  const found: T[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const { items, next } = await read(token);
    found.push(...items);
    if (next === undefined) return found;
    if (seen.has(next)) throw new Error('expected the token of a further page, found one that was used before');
    seen.add(next);
    token = next;
  }
};
