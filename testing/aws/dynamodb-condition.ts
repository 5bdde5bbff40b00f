import { DynamodbTokens, type Placeholders } from './dynamodb-tokens';
import { areEqual, type AttributeValue, compareValues, type Item } from './dynamodb-values';

type Condition = (item: Item) => boolean;
type Operand = (item: Item) => AttributeValue | undefined;

const parseCall = (name: string, tokens: DynamodbTokens): Condition => {
  const attribute = tokens.takeAttribute();
  tokens.take(')');
  if (name === 'attribute_exists') return (item) => item[attribute] !== undefined;
  if (name === 'attribute_not_exists') return (item) => item[attribute] === undefined;
  throw tokens.unexpected();
};

const parseOperand = (tokens: DynamodbTokens): Operand => {
  const value = tokens.takeValue();
  if (value !== undefined) return () => value;
  const attribute = tokens.takeAttribute();
  return (item) => item[attribute];
};

// Nothing compares with an attribute that is not there, except that it is different.
const holds = (left: AttributeValue | undefined, sign: string, right: AttributeValue | undefined): boolean => {
  if (left === undefined || right === undefined) return sign === '<>';
  if (sign === '=' || sign === '<>') return areEqual(left, right) === (sign === '=');
  const order = compareValues(left, right);
  if (order === undefined) return false;
  return (
    (order < 0 && sign.startsWith('<')) || (order > 0 && sign.startsWith('>')) || (order === 0 && sign.endsWith('='))
  );
};

const parseComparison = (tokens: DynamodbTokens): Condition => {
  const left = parseOperand(tokens);
  const sign = tokens.takeIf('=', '<>', '<', '<=', '>', '>=');
  if (sign === undefined) throw tokens.unexpected();
  const right = parseOperand(tokens);
  return (item) => holds(left(item), sign, right(item));
};

const parseNot = (tokens: DynamodbTokens): Condition => {
  if (!tokens.takeIf('NOT')) return parseOne(tokens);
  const condition = parseNot(tokens);
  return (item) => !condition(item);
};

const parseAnd = (tokens: DynamodbTokens): Condition => {
  const left = parseNot(tokens);
  if (!tokens.takeIf('AND')) return left;
  const right = parseAnd(tokens);
  return (item) => left(item) && right(item);
};

const parseOr = (tokens: DynamodbTokens): Condition => {
  const left = parseAnd(tokens);
  if (!tokens.takeIf('OR')) return left;
  const right = parseOr(tokens);
  return (item) => left(item) || right(item);
};

const parseOne = (tokens: DynamodbTokens): Condition => {
  const name = tokens.takeCall();
  if (name !== undefined) return parseCall(name, tokens);
  if (!tokens.takeIf('(')) return parseComparison(tokens);
  const condition = parseOr(tokens);
  tokens.take(')');
  return condition;
};

/**
 * Reads a condition expression: comparisons, `attribute_exists`, `attribute_not_exists`, AND, OR, NOT and brackets.
 * @throws AwsError for everything else.
 */
export const parseCondition = (expression: string, placeholders: Placeholders): Condition => {
  const tokens = new DynamodbTokens(expression, placeholders);
  const condition = parseOr(tokens);
  if (!tokens.atEnd) throw tokens.unexpected();
  return condition;
};
