import { resolve } from 'node:path';
import type {
  ActionOperand,
  ActionValue,
  Check,
  ChoiceOption,
  Declaration,
  FilesOption,
  ListOption,
  Operands,
  TextOption,
  WholeNumberOption,
} from './declaration';
import type { Tokens } from './tokens';

/** A value as the table types it, or the default where problems are. */
export interface ReadValue {
  readonly value: unknown;
  readonly problems: readonly string[];
}

/** What values are read from. */
export interface Source extends Pick<Tokens, 'given' | 'operands'> {
  /** What follows `--`, for a command that passes it on. */
  readonly passedOn: readonly string[];
  /** The folder that files are relative to. */
  readonly typedIn: string;
}

const PAIR = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;

const good = (value: unknown): ReadValue => ({ value, problems: [] });
const found = (value: string | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const readText = ({ name, check }: TextOption, given: string | undefined): ReadValue => {
  const problem = given === undefined ? undefined : check?.(given);
  return problem === undefined ? good(given) : { value: undefined, problems: [`${name}: ${problem}`] };
};

const readFile = (name: string, given: string | undefined, typedIn: string): ReadValue => {
  if (given === '') return { value: undefined, problems: [`${name}: expected a file, found nothing`] };
  // Where nothing has to be resolved, messages show the path as it was typed.
  return good(given === undefined || typedIn === process.cwd() ? given : resolve(typedIn, given));
};

const readFiles = (
  { name, isFile = () => true }: FilesOption,
  given: readonly string[],
  typedIn: string,
): ReadValue => {
  const read = given.map((each) => (each === '' || isFile(each) ? readFile(name, each, typedIn) : good(each)));
  return { value: read.map(({ value }) => value), problems: read.flatMap(({ problems }) => problems) };
};

const problemsOf = (given: readonly string[], check: Check | undefined): readonly (readonly [string, string])[] =>
  given.flatMap((each) => {
    const problem = check?.(each);
    return problem === undefined ? [] : [[each, problem] as const];
  });

const readList = ({ name, check }: ListOption, given: readonly string[]): ReadValue => ({
  value: given,
  problems: problemsOf(given, check).map(([, problem]) => `${name}: ${problem}`),
});

const readChoice = (option: ChoiceOption, given = option.default): ReadValue =>
  given === undefined || option.values.includes(given)
    ? good(given)
    : {
        value: option.default,
        problems: [`${option.name}: expected ${option.values.join(', ')}, found ${found(given)}`],
      };

const readWholeNumber = (option: WholeNumberOption, given = String(option.default)): ReadValue => {
  const { name, unit, min, max } = option;
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= min && value <= max) return good(value);
  const expected = `a whole number of ${unit} from ${min} to ${max}`;
  return { value: option.default, problems: [`${name}: expected ${expected}, found ${found(given)}`] };
};

const readPairs = (name: string, given: readonly string[]): ReadValue => {
  const pairs = given.map((pair) => ({ pair, match: PAIR.exec(pair) }));
  return {
    value: Object.fromEntries(pairs.flatMap(({ match }) => (match === null ? [] : [[match[1], match[2]]]))),
    problems: pairs
      .filter(({ match }) => match === null)
      .map(({ pair }) => `${name}: expected NAME=VALUE, found ${found(pair)}`),
  };
};

const readAction = ({ actions }: ActionOperand, operands: readonly string[]): ReadValue => {
  const [action, ...given] = operands;
  const value: Partial<ActionValue> = { action, argument: given[0], arguments: given };
  const wrong = (problem: string): ReadValue => ({ value, problems: [problem] });
  if (action === undefined || !Object.hasOwn(actions, action))
    return wrong(`expected ${Object.keys(actions).join(' or ')}, found ${found(action)}`);
  const wanted = actions[action] ?? null;
  const isEnough = wanted?.endsWith('...') === true ? given.length > 0 : given.length === (wanted === null ? 0 : 1);
  if (isEnough) return good(value);
  return wrong(`${action}: expected ${wanted ?? 'only options'}, found ${given.map(found).join(' ') || 'nothing'}`);
};

const readOperands = ({ name, atLeast, optional, check }: Operands, operands: readonly string[]): ReadValue => {
  const isMissing = operands.length === 0 && optional !== true;
  const none = isMissing ? [`${name}: expected at least ${atLeast}, found none`] : [];
  const wrong = problemsOf(operands, check).map(([operand, problem]) => `${name} ${found(operand)}: ${problem}`);
  return { value: operands, problems: [...none, ...wrong] };
};

/** Reads the value of one declaration; of an option that was repeated without being a list, the last one counts. */
export const readValue = (declaration: Declaration, { given, operands, passedOn, typedIn }: Source): ReadValue => {
  const { name } = declaration;
  const all = given.get(name) ?? [];
  switch (declaration.type) {
    case 'flag':
      return good(all.length > 0);
    case 'text':
      return readText(declaration, all.at(-1));
    case 'file':
      return readFile(name, all.at(-1), typedIn);
    case 'files':
      return readFiles(declaration, all, typedIn);
    case 'choice':
      return readChoice(declaration, all.at(-1));
    case 'whole-number':
      return readWholeNumber(declaration, all.at(-1));
    case 'list':
      return readList(declaration, all);
    case 'pairs':
      return readPairs(name, all);
    case 'passed-on':
      return good(passedOn);
    case 'word': {
      const words = operands.join(' ');
      if (declaration.values.includes(words)) return good(words);
      const expected = declaration.values.join(' or ');
      return {
        value: undefined,
        problems: [`expected ${expected}, found ${operands.map(found).join(' ') || 'nothing'}`],
      };
    }
    case 'action':
      return readAction(declaration, operands);
    case 'operands':
      return readOperands(declaration, operands);
  }
};
