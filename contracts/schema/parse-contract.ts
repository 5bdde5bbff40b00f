import type * as z from 'zod';
import { InvalidInputError, problemAt, type Path, type Problem } from './invalid-input';

const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
};

const listed = (values: readonly unknown[]): string => {
  const texts = values.map((value) => JSON.stringify(value)).join(', ');
  return values.length === 1 ? texts : `one of ${texts}`;
};

// Texts for problems that a schema has no text for. Every text completes the sentence "expected …".
const expectedFor: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return listed(issue.values);
    case 'invalid_union':
      return Array.isArray(issue.options) ? listed(issue.options) : undefined;
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'unrecognized_keys':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return undefined;
  }
};

/** The value at a path of an input; undefined if there is none. */
const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );

const toProblems = (issue: z.core.$ZodIssue, input: unknown): readonly Problem[] => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => problemAt([...issue.path, key], issue.message, key));
    case 'custom':
      return [problemAt(issue.path, issue.message, issue.params?.['found'] ?? valueAt(input, issue.path))];
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
      return [problemAt(issue.path, issue.message, valueAt(input, issue.path))];
  }
};

/** The result of checking an input: the value, or every problem. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks an input against a schema and finds every problem at once. */
export const checkContract = <S extends z.ZodType>(schema: S, input: unknown): Checked<z.output<S>> => {
  const result = schema.safeParse(input, { error: expectedFor });
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problems: result.error.issues.flatMap((issue) => toProblems(issue, input)) };
};

/**
 * Parses an input by a schema; `source` names the input in messages.
 * @throws InvalidInputError with every problem.
 */
export const parseContract = <S extends z.ZodType>(schema: S, input: unknown, source: string): z.output<S> => {
  const checked = checkContract(schema, input);
  if (!checked.ok) throw new InvalidInputError(source, checked.problems);
  return checked.value;
};
