/** What a set of texts gained and lost. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A value before and after. */
export interface FromTo {
  readonly from: string;
  readonly to: string;
}

/** What `after` has that `before` lacks, and the other way round. */
export const differenceOf = (before: readonly string[], after: readonly string[]): Difference => ({
  added: after.filter((each) => !before.includes(each)),
  removed: before.filter((each) => !after.includes(each)),
});

/** Every text that was added or removed. */
export const touched = ({ added, removed }: Difference): readonly string[] => [...added, ...removed];

/** A value before and after; undefined when both are the same. */
export const fromTo = (from: string, to: string): FromTo | undefined => (from === to ? undefined : { from, to });

/** The keys of two records, each once, sorted. */
export const keysOf = (...records: readonly object[]): readonly string[] =>
  [...new Set(records.flatMap((record) => Object.keys(record)))].sort();

/** The value of a record's own key, so that `constructor` is a name like any other. */
export const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
