import { isDeepStrictEqual } from 'node:util';
import { AwsError } from './aws-error';

/** A DynamoDB value as it travels: one type and the value, as `{ "S": "text" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** An item by attribute name. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** DynamoDB's way to say that a request makes no sense. */
export const invalidRequest = (message: string): AwsError =>
  new AwsError('com.amazon.coral.validate#ValidationException', message);

const asNumbers = (left: AttributeValue, right: AttributeValue): readonly [number, number] | undefined =>
  left['N'] === undefined || right['N'] === undefined ? undefined : [Number(left['N']), Number(right['N'])];

/** Whether two values are of one type and equal; numbers are equal however they are written. */
export const areEqual = (left: AttributeValue, right: AttributeValue): boolean => {
  const numbers = asNumbers(left, right);
  return numbers ? numbers[0] === numbers[1] : isDeepStrictEqual(left, right);
};

/** Less than, equal to or greater than zero as the left value is beside the right; nothing when they have no order. */
export const compareValues = (left: AttributeValue, right: AttributeValue): number | undefined => {
  const numbers = asNumbers(left, right);
  if (numbers) return numbers[0] - numbers[1];
  const [text, other] = [left['S'], right['S']];
  if (typeof text !== 'string' || typeof other !== 'string') return undefined;
  return Buffer.compare(Buffer.from(text), Buffer.from(other));
};

/** The sum of two numbers. */
export const sumOf = (left: AttributeValue, right: AttributeValue, sign: 1 | -1 = 1): AttributeValue => {
  const numbers = asNumbers(left, right);
  if (!numbers) throw invalidRequest('An operand in the update expression has an incorrect data type');
  return { N: String(numbers[0] + sign * numbers[1]) };
};
