/** A text with its variables replaced, or what was expected of each variable that has no value. */
export type Interpolated =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'missing'; readonly expected: readonly string[] };

/** The values of variables, such as the environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

// https://docs.docker.com/reference/compose-file/interpolation/
const VARIABLE = /\$(?:(\$)|(\w+)|\{(\w+)(?:(:?)([-?+])([^{}]*))?\})?/g;

interface Use {
  readonly name: string;
  /** With a colon, an empty value counts as none. */
  readonly colon: string;
  readonly operator: string;
  readonly operand: string;
}

const text = (value: string): Interpolated => ({ kind: 'text', text: value });
const missing = (expected: string): Interpolated => ({ kind: 'missing', expected: [expected] });

const replaceUse = ({ name, colon, operator, operand }: Use, variables: Variables): Interpolated => {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  const isSet = value !== undefined && (value !== '' || (colon === '' && operator !== ''));
  switch (operator) {
    case '-':
      return isSet ? text(value) : interpolate(operand, variables);
    case '+':
      return isSet ? interpolate(operand, variables) : text('');
    default:
      return isSet ? text(value) : missing(`a value of the variable ${name} in the environment`);
  }
};

const replaceMatch = (match: RegExpExecArray, variables: Variables): Interpolated => {
  const [, dollar, plain, braced, colon = '', operator = '', operand = ''] = match;
  const name = plain ?? braced;
  if (dollar !== undefined) return text('$');
  return name === undefined
    ? missing('variables of the form ${NAME} or ${NAME:-DEFAULT}, not one within another')
    : replaceUse({ name, colon, operator, operand }, variables);
};

/** Replaces the variables of a text as Compose does, except that a variable without value or default is a problem. */
export const interpolate = (source: string, variables: Variables): Interpolated => {
  const matches = [...source.matchAll(VARIABLE)].map((match) => ({ match, by: replaceMatch(match, variables) }));
  const expected = matches.flatMap(({ by }) => (by.kind === 'missing' ? by.expected : []));
  if (expected.length > 0) return { kind: 'missing', expected };
  let end = 0;
  const parts = matches.map(({ match, by }) => {
    const before = source.slice(end, match.index);
    end = match.index + match[0].length;
    return `${before}${by.kind === 'text' ? by.text : ''}`;
  });
  return text(`${parts.join('')}${source.slice(end)}`);
};
