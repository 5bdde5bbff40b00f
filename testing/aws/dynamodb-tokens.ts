import { type AttributeValue, invalidRequest } from './dynamodb-values';

/** What the placeholders of an expression stand for. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
}

const TOKEN = /\s*(?:(<>|<=|>=|[-+=<>(),])|([#:]?\w+))/y;

const tokensOf = (expression: string): readonly string[] => {
  const tokens: string[] = [];
  const text = expression.trimEnd();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const from = TOKEN.lastIndex;
    const [, sign, word] = TOKEN.exec(text) ?? [];
    const token = sign ?? word;
    if (token === undefined) throw invalidRequest(`Invalid expression: not known here: "${text.slice(from)}"`);
    tokens.push(token);
  }
  return tokens;
};

const undefinedPlaceholder = (kind: 'name' | 'value', token: string): Error =>
  invalidRequest(`An expression attribute ${kind} used in expression is not defined; attribute ${kind}: ${token}`);

/** An expression of DynamoDB, read token by token; top-level attributes only. */
export class DynamodbTokens {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(
    private readonly expression: string,
    private readonly placeholders: Placeholders,
  ) {
    this.tokens = tokensOf(expression);
  }

  /** Whether nothing is left. */
  get atEnd(): boolean {
    return this.next >= this.tokens.length;
  }

  /** Takes the next token if it is one of these, in either case of letters; it is then given in capitals. */
  takeIf(...wanted: readonly string[]): string | undefined {
    const token = this.tokens[this.next]?.toUpperCase();
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.next += 1;
    return token;
  }

  /** Takes the next token, which must be this one. */
  take(wanted: string): void {
    if (this.takeIf(wanted) === undefined) throw this.unexpected();
  }

  /** Takes the name of a function if one is called here. */
  takeCall(): string | undefined {
    const name = this.tokens[this.next];
    if (name === undefined || !/^\w+$/.test(name) || this.tokens[this.next + 1] !== '(') return undefined;
    this.next += 2;
    return name;
  }

  /** Takes the name of an attribute. */
  takeAttribute(): string {
    const token = this.tokens[this.next] ?? '';
    if (!/^#?\w+$/.test(token)) throw this.unexpected();
    this.next += 1;
    if (!token.startsWith('#')) return token;
    const name = this.placeholders.ExpressionAttributeNames?.[token];
    if (name === undefined) throw undefinedPlaceholder('name', token);
    return name;
  }

  /** Takes a value if one stands here. */
  takeValue(): AttributeValue | undefined {
    const token = this.tokens[this.next];
    if (!token?.startsWith(':')) return undefined;
    this.next += 1;
    const value = this.placeholders.ExpressionAttributeValues?.[token];
    if (value === undefined) throw undefinedPlaceholder('value', token);
    return value;
  }

  /** The refusal of what stands here. */
  unexpected(): Error {
    const token = this.tokens[this.next] ?? 'the end';
    return invalidRequest(`Invalid expression: Syntax error; token: "${token}" in "${this.expression}"`);
  }
}

/** Refuses placeholders that no expression uses, as DynamoDB does. */
export const refuseUnused = (expressions: readonly (string | undefined)[], placeholders: Placeholders): void => {
  const used = new Set(expressions.flatMap((expression) => tokensOf(expression ?? '')));
  const { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = placeholders;
  const given = [...Object.keys(ExpressionAttributeNames), ...Object.keys(ExpressionAttributeValues)];
  const unused = given.filter((placeholder) => !used.has(placeholder));
  if (unused.length > 0) throw invalidRequest(`Value provided in expressions unused: keys: {${unused.join(', ')}}`);
};
