/** A text that is not ours, such as a name or a reason: whatever it holds, it must stay a text. */
export interface Value {
  readonly value: string;
}

/** What is told, in our words around values of others. */
export type Sentence = readonly (string | Value)[];

/** Marks a text as not ours. */
export const v = (value: string): Value => ({ value });

/** Several values, with commas. */
export const listOf = (values: readonly string[]): Sentence =>
  values.flatMap((each, index) => (index === 0 ? [v(each)] : [', ', v(each)]));

/** One line of a report; an alert is a reason to look twice. */
export interface Line {
  readonly alert?: string | undefined;
  readonly sentence: Sentence;
  /** What would make the line too long. */
  readonly details?: readonly Sentence[];
}

/** A part of a report. */
export interface Block {
  /** In our words. */
  readonly title: string;
  readonly lines: readonly Line[];
  /** Whether lines without an alert may be folded where there are many. */
  readonly foldable: boolean;
}

/** A whole report: what it is about, what to look at, and the parts, the most important first. */
export interface Report {
  readonly title: string;
  readonly lead: readonly string[];
  readonly blocks: readonly Block[];
}

const MOST_LISTED = 6;

/** Values that may be many: in the sentence itself where they are few, else counted there and listed as details. */
export const listing = (
  values: readonly string[],
  noun: string,
): { readonly short: Sentence; readonly details: readonly Sentence[] } =>
  values.length <= MOST_LISTED
    ? { short: listOf(values), details: [] }
    : { short: [`${values.length} ${noun}`], details: values.map((each) => [v(each)]) };
