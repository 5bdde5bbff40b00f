import * as z from 'zod';
import { InvalidInputError, type Problem } from '../schema/invalid-input';
import { checkContract } from '../schema/parse-contract';

/** A text that begins as an ARN does; `kind` completes the sentence "expected the ARN of a …". */
export const arnField = (kind: string) => z.string().startsWith('arn:', `the ARN of a ${kind}`);

/** A text, or the fallback instead of anything else: an odd field must not keep the others from being read. */
export const textOr = <Fallback>(fallback: Fallback) =>
  // `optional`, since zod otherwise refuses an object that lacks the field.
  z
    .unknown()
    .optional()
    .transform((value): string | Fallback => (typeof value === 'string' ? value : fallback));

/**
 * Reads an event as EventBridge sends it to a queue; `source` names it in an error.
 * @throws InvalidInputError when the body is no JSON; its message quotes nothing of the body.
 */
export const readEvent = (body: string, source: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // The parser's own message quotes the text around the mistake.
    const found = `a text of ${body.length} characters that is not JSON`;
    throw new InvalidInputError(source, [{ path: '(whole)', expected: 'JSON', found }]);
  }
};

const KINDS: Readonly<Record<string, string>> = { '"': 'a text', '[': 'a list', '{': 'an object' };

const withoutValue = (problem: Problem, shown: ReadonlySet<string>): Problem => {
  const kind = KINDS[problem.found.slice(0, 1)];
  const isShown = kind === undefined || (kind === 'a text' && shown.has(problem.path));
  return isShown ? problem : { ...problem, found: kind };
};

/** How an event is checked. */
export interface EventCheck<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Names the event in an error. */
  readonly source: string;
  /** The fields whose short texts may be part of an error message, since they cannot hold a secret. */
  readonly shown: ReadonlySet<string>;
}

/**
 * Checks an event by its schema.
 * @throws InvalidInputError with every problem; its message quotes no values but those of the shown fields.
 */
export const checkEvent = <Schema extends z.ZodType>(
  event: unknown,
  { schema, source, shown }: EventCheck<Schema>,
): z.output<Schema> => {
  const checked = checkContract(schema, event);
  if (!checked.ok)
    throw new InvalidInputError(
      source,
      checked.problems.map((each) => withoutValue(each, shown)),
    );
  return checked.value;
};
