/** What two sets of texts do not share. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** From one value to another. */
export interface FromTo {
  readonly from: string;
  readonly to: string;
}

/** What came, and what went. */
export const differenceOf = (before: readonly string[], after: readonly string[]): Difference => ({
  added: after.filter((each) => !before.includes(each)),
  removed: before.filter((each) => !after.includes(each)),
});

/** Every text that came or went. */
export const touched = ({ added, removed }: Difference): readonly string[] => [...added, ...removed];

/** From one value to another; undefined when they are the same. */
export const fromTo = (from: string, to: string): FromTo | undefined => (from === to ? undefined : { from, to });

/** The keys of two records, each once, sorted. */
export const keysOf = (...records: readonly object[]): readonly string[] =>
  [...new Set(records.flatMap((record) => Object.keys(record)))].sort();

/** The value of a key that a record has itself; names such as `constructor` are names like any other. */
export const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
