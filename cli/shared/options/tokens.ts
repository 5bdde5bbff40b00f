import { parseArgs } from 'node:util';
import { isOption, isValued, type OptionTable } from './declaration';

/** A command line, taken apart but not checked. */
export interface Tokens {
  /** What was given for each declared option, by its name, one text for each time; a flag has empty texts. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  /** Texts that follow an unknown option: its values, or operands. */
  readonly doubtful: readonly string[];
  /** Options that are not declared, as they were typed. */
  readonly unknown: readonly string[];
  /** Options that lack their value, with what stands in its place. */
  readonly valueless: readonly (readonly [name: string, found: string | undefined])[];
  /** Flags that were given a value, with the value. */
  readonly overvalued: readonly (readonly [name: string, value: string])[];
}

const rawTokens = (args: readonly string[], table: OptionTable) => {
  const options = Object.values(table)
    .filter(isOption)
    .map((option) => [option.name.slice('--'.length), { type: isValued(option) ? 'string' : 'boolean' }] as const);
  const settings = { strict: false, allowPositionals: true, tokens: true } as const;
  const { tokens } = parseArgs({ args: [...args], options: Object.fromEntries(options), ...settings });
  return {
    options: tokens.flatMap((token) => (token.kind === 'option' ? [token] : [])),
    operands: tokens.flatMap((token) => (token.kind === 'positional' ? [token] : [])),
  };
};

type OptionToken = ReturnType<typeof rawTokens>['options'][number];

const looksLikeOption = (text: string): boolean => text.length > 1 && text.startsWith('-');

const byName = (tokens: readonly OptionToken[]): Tokens['given'] => {
  const given = new Map<string, readonly string[]>();
  for (const { rawName, value = '' } of tokens) given.set(rawName, [...(given.get(rawName) ?? []), value]);
  return given;
};

/**
 * Takes a command line apart by the options of a table. A text that begins with a dash is a value only as `--option=-text`: elsewhere
 * it is an option of its own, so that a forgotten value does not hide the problems of what follows.
 */
export const tokenize = (args: readonly string[], table: OptionTable): Tokens => {
  const { options, operands } = rawTokens(args, table);
  const swallowing = options.find(({ value, inlineValue }) => inlineValue === false && looksLikeOption(value));
  if (swallowing !== undefined) {
    const rest = tokenize(args.toSpliced(swallowing.index, 1), table);
    return { ...rest, valueless: [[swallowing.rawName, swallowing.value], ...rest.valueless] };
  }
  const declared = new Map(Object.values(table).map((declaration) => [declaration.name, declaration]));
  const known = options.filter(({ rawName }) => declared.has(rawName));
  const unknown = options.filter(({ rawName }) => !declared.has(rawName));
  const takesValue = ({ rawName }: OptionToken): boolean => {
    const declaration = declared.get(rawName);
    return declaration !== undefined && isValued(declaration);
  };
  const doubtful = operands.filter(({ index }) => unknown.some((option) => option.index === index - 1));
  return {
    given: byName(known.filter((token) => takesValue(token) === (token.value !== undefined))),
    operands: operands.filter((token) => !doubtful.includes(token)).map(({ value }) => value),
    doubtful: doubtful.map(({ value }) => value),
    // Of a group such as -abc every letter is a token: the group is reported once, as it was typed.
    unknown: [
      ...new Set(unknown.map(({ rawName, index }) => (rawName.startsWith('--') ? rawName : (args[index] ?? '')))),
    ],
    valueless: known
      .filter((token) => takesValue(token) && token.value === undefined)
      .map(({ rawName }) => [rawName, undefined]),
    overvalued: known.flatMap((token) =>
      takesValue(token) || token.value === undefined ? [] : [[token.rawName, token.value] as const],
    ),
  };
};
