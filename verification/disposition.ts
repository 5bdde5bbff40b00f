/** What happens to a message: it is done, or retried later; without a stated time the usual back-off applies. */
export type Disposition =
  { readonly kind: 'done' } | { readonly kind: 'retry-later'; readonly afterSeconds: number | undefined };

export const DONE: Disposition = { kind: 'done' };

export const retryLater = (afterSeconds?: number): Disposition => ({ kind: 'retry-later', afterSeconds });

/** The disposition of a message from those of its containers: the earliest retry that any of them needs. */
export const earliestRetry = (dispositions: readonly Disposition[]): Disposition => {
  const retries = dispositions.flatMap((each) => (each.kind === 'retry-later' ? [each] : []));
  if (retries.length === 0) return DONE;
  const times = retries.flatMap(({ afterSeconds }) => (afterSeconds === undefined ? [] : [afterSeconds]));
  return retryLater(times.length === 0 ? undefined : Math.min(...times));
};
