import { didYouMean } from '../did-you-mean';
import { UsageError } from '../usage-error';
import { isOption, type Declared, type OptionTable, type Values } from './declaration';
import { readValue } from './read-value';
import { tokenize, type Tokens } from './tokens';

/** A command line as far as it could be read, and everything that is wrong with it. */
export interface ParsedLine<T extends OptionTable> {
  /** Complete if there are no problems. */
  readonly values: Values<T>;
  readonly problems: readonly string[];
}

const problemsWithTokens = (
  { name, options }: Pick<Declared, 'name' | 'options'>,
  tokens: Tokens,
): readonly string[] => {
  const declarations = Object.values(options);
  const names = [...declarations.filter(isOption).map((option) => option.name), '--help'];
  const placeholderOf = (typed: string): string =>
    declarations.flatMap((each) => (each.name === typed && 'placeholder' in each ? [each.placeholder] : [])).join('');
  const takesOperands = declarations.some(({ type }) => ['word', 'action', 'operands'].includes(type));
  return [
    ...tokens.unknown.map((typed) => `expected an option of ${name}, found ${typed}${didYouMean(typed, names)}`),
    ...tokens.valueless.map(
      ([typed, found]) => `${typed}: expected ${placeholderOf(typed)}, found ${found ?? 'nothing'}`,
    ),
    ...tokens.overvalued.map(([typed, value]) => `${typed}: expected no value, found ${JSON.stringify(value)}`),
    ...(takesOperands ? [] : tokens.operands.map((text) => `expected only options, found ${JSON.stringify(text)}`)),
  ];
};

const conflictsIn = (table: OptionTable, { given }: Tokens): readonly string[] => {
  const pairs = Object.values(table).flatMap((declaration) =>
    isOption(declaration) ? (declaration.conflicts ?? []).map((other) => [declaration.name, other].sort()) : [],
  );
  const both = pairs.filter((pair) => pair.every((name) => given.has(name))).map((pair) => pair.join(', '));
  return [...new Set(both)].map((names) => `${names}: expected one of them, found both`);
};

/** Reads a command line by what its command declares; the result lists every problem. */
export const readCommandLine = <T extends OptionTable>(
  { name, options, check }: Declared<T>,
  args: readonly string[],
  typedIn = process.cwd(),
): ParsedLine<T> => {
  const passesOn = Object.values(options).some(({ type }) => type === 'passed-on');
  const end = passesOn && args.includes('--') ? args.indexOf('--') : args.length;
  const tokens = tokenize(args.slice(0, end), options);
  const operands = tokens.operands.length > 0 ? tokens.operands : tokens.doubtful;
  const source = { given: tokens.given, operands, passedOn: args.slice(end + 1), typedIn };
  const read = Object.entries(options).map(([field, declaration]) => ({ field, ...readValue(declaration, source) }));
  // Each reader returns what ValueOf says of its declaration, which the compiler cannot see through the loop.
  const values = Object.fromEntries(read.map(({ field, value }) => [field, value])) as Values<T>;
  const problems = [
    ...problemsWithTokens({ name, options }, tokens),
    ...read.flatMap((each) => each.problems),
    ...conflictsIn(options, tokens),
    ...(check?.(values) ?? []),
  ];
  return { values, problems };
};

/** The parser of a command, which throws a UsageError that lists every problem of a command line. */
export const parserOf =
  <T extends OptionTable>(declared: Declared<T>) =>
  (args: readonly string[], typedIn?: string): Values<T> => {
    const { values, problems } = readCommandLine(declared, args, typedIn);
    if (problems.length === 0) return values;
    const lines = problems.map((problem) => `  ${problem}`);
    const seeHelp = `see npx image-trust help ${declared.name}`;
    throw new UsageError([`${declared.name}: usage error`, ...lines, seeHelp].join('\n'));
  };
