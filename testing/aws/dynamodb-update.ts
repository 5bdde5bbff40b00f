import { DynamodbTokens, type Placeholders } from './dynamodb-tokens';
import { type AttributeValue, invalidRequest, type Item, sumOf } from './dynamodb-values';

type Change = readonly [attribute: string, value: AttributeValue | undefined];
type Operand = (item: Item) => AttributeValue;

const CLAUSES = ['SET', 'ADD', 'REMOVE'] as const;

const requiredValue = (tokens: DynamodbTokens): AttributeValue => {
  const value = tokens.takeValue();
  if (value === undefined) throw tokens.unexpected();
  return value;
};

const present =
  (attribute: string): Operand =>
  (item) => {
    const value = item[attribute];
    if (value !== undefined) return value;
    throw invalidRequest('The provided expression refers to an attribute that does not exist in the item');
  };

const parseOperand = (tokens: DynamodbTokens): Operand => {
  const value = tokens.takeValue();
  if (value !== undefined) return () => value;
  const name = tokens.takeCall();
  if (name !== undefined) return parseCall(name, tokens);
  return present(tokens.takeAttribute());
};

const parseCall = (name: string, tokens: DynamodbTokens): Operand => {
  if (name !== 'if_not_exists') throw invalidRequest(`Invalid UpdateExpression: not known here: "${name}"`);
  const attribute = tokens.takeAttribute();
  tokens.take(',');
  const otherwise = parseOperand(tokens);
  tokens.take(')');
  return (item) => item[attribute] ?? otherwise(item);
};

const parseSum = (tokens: DynamodbTokens): Operand => {
  const left = parseOperand(tokens);
  const sign = tokens.takeIf('+', '-');
  if (sign === undefined) return left;
  const right = parseOperand(tokens);
  return (item) => sumOf(left(item), right(item), sign === '+' ? 1 : -1);
};

const parseChange = (tokens: DynamodbTokens, clause: (typeof CLAUSES)[number], item: Item): Change => {
  const attribute = tokens.takeAttribute();
  switch (clause) {
    case 'REMOVE':
      return [attribute, undefined];
    case 'ADD':
      return [attribute, sumOf(item[attribute] ?? { N: '0' }, requiredValue(tokens))];
    case 'SET':
      tokens.take('=');
      return [attribute, parseSum(tokens)(item)];
  }
};

/**
 * What an update expression makes of an item: SET (with `if_not_exists`, `+` and `-`), ADD of numbers, and REMOVE.
 * @throws AwsError for everything else.
 */
export const applyUpdate = (item: Item, expression: string, placeholders: Placeholders): Item => {
  const tokens = new DynamodbTokens(expression, placeholders);
  const changes: Change[] = [];
  while (!tokens.atEnd) {
    const clause = CLAUSES.find((one) => tokens.takeIf(one));
    if (clause === undefined) throw tokens.unexpected();
    do changes.push(parseChange(tokens, clause, item));
    while (tokens.takeIf(','));
  }
  const changed = { ...item, ...Object.fromEntries(changes) };
  return Object.fromEntries(Object.entries(changed).flatMap(([name, value]) => (value ? [[name, value]] : [])));
};
