/** A text from outside, such as a name or a reason. Whatever it contains, it must be shown as plain text. */
export interface Value {
  readonly value: string;
}

/** Our words around values from outside. */
export type Sentence = readonly (string | Value)[];

/** Marks a text as a value from outside. */
export const v = (value: string): Value => ({ value });

/** Values, separated by commas. */
export const listOf = (values: readonly string[]): Sentence =>
  values.flatMap((each, index) => (index === 0 ? [v(each)] : [', ', v(each)]));

/** One line of a report; an alert asks the reviewer to look carefully. */
export interface Line {
  readonly alert?: string | undefined;
  readonly sentence: Sentence;
  /** Whether it says what the lines after it are about, so that it is never folded. Default: no. */
  readonly isFirst?: boolean;
  /** What would make the line too long, one item a line. */
  readonly details?: readonly Sentence[];
}

/** A part of a report. */
export interface Block {
  /** In our words, without values from outside. */
  readonly title: string;
  readonly lines: readonly Line[];
  /** Whether many lines without an alert may be folded. */
  readonly foldable: boolean;
}

/** A whole report: its subject, what to review carefully, and its parts, the most important first. */
export interface Report {
  readonly title: string;
  readonly lead: readonly string[];
  readonly blocks: readonly Block[];
}

const MOST_LISTED = 6;

/** Lists values in the sentence when they are few; otherwise counts them there and lists them as details. */
export const listing = (
  values: readonly string[],
  noun: string,
): { readonly short: Sentence; readonly details: readonly Sentence[] } =>
  values.length <= MOST_LISTED
    ? { short: listOf(values), details: [] }
    : { short: [`${values.length} ${noun}`], details: values.map((each) => [v(each)]) };
