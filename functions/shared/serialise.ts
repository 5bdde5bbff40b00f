/** Serialises work that shares a key; work under different keys runs concurrently. */
export const serialiser = (): (<T>(key: string, run: () => Promise<T>) => Promise<T>) => {
  const tails = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(run, run);
    tails.set(key, mine);
    const forget = (): void => {
      if (tails.get(key) === mine) tails.delete(key);
    };
    mine.then(forget, forget);
    return mine;
  };
};
