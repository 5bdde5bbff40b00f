import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';
import { formatFound, InvalidInputError, type Problem } from './invalid-input';
import { findDeepNesting, MAX_NESTING } from './nesting';

const at = (line: number, character: number): string => `line ${line + 1}, column ${character + 1}`;

/** Finds keys that JSON.parse or a schema would drop without an error message. */
class Keys {
  private readonly open: Set<string>[] = [];

  enter(): void {
    this.open.push(new Set());
  }

  leave(): void {
    this.open.pop();
  }

  /** Adds a key of the innermost object; returns what was expected instead, if the key is wrong. */
  add(key: string): string | undefined {
    const keys = this.open.at(-1);
    if (key === '__proto__') return 'another key';
    if (keys?.has(key) === true) return 'each key once';
    keys?.add(key);
    return undefined;
  }
}

// ValueExpected → "value expected"
const explain = (code: ParseErrorCode): string =>
  printParseErrorCode(code)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();

// Some editors on Windows begin a file with it.
const BYTE_ORDER_MARK = /^\uFEFF/;

const nestingProblem = (text: string, offset: number): Problem => {
  const lines = text.slice(0, offset).split('\n');
  const column = lines.at(-1)?.length ?? 0;
  const expected = `at most ${MAX_NESTING} levels of nesting`;
  return { path: at(lines.length - 1, column), expected, found: formatFound(text[offset]) };
};

/** Digits that begin with 0 and so are no number, if a syntax error is found in the middle of them. */
const digitsAround = (text: string, offset: number): string | undefined => {
  const before = /(?<![\w.+-])0$/.exec(text.slice(0, offset))?.[0];
  const after = /^[0-9]+/.exec(text.slice(offset, offset + 80))?.[0];
  return before === undefined || after === undefined ? undefined : before + after;
};

const syntaxProblem = (code: ParseErrorCode, found: string, digits: string | undefined) =>
  digits === undefined
    ? { expected: `JSON (${explain(code)})`, found: found === '' ? 'nothing' : formatFound(found) }
    : { expected: 'JSON (quotes around digits that begin with 0)', found: digits };

const findProblems = (text: string): readonly Problem[] => {
  const deep = findDeepNesting(text);
  if (deep !== undefined) return [nestingProblem(text, deep)];
  const problems: Problem[] = [];
  const keys = new Keys();
  let broken = false;
  visit(
    text,
    {
      onObjectBegin: () => keys.enter(),
      onObjectEnd: () => keys.leave(),
      onObjectProperty: (key, ...[, , line, character]) => {
        const expected = keys.add(key);
        if (expected !== undefined) problems.push({ path: at(line, character), expected, found: formatFound(key) });
      },
      onError: (code, offset, ...[length, line, character]) => {
        // Errors after the first syntax error are consequences of it.
        if (broken) return;
        broken = true;
        const found = text.slice(offset, offset + length);
        problems.push({ path: at(line, character), ...syntaxProblem(code, found, digitsAround(text, offset)) });
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return problems;
};

/**
 * Parses JSON that a person wrote, with or without a byte order mark.
 * @throws InvalidInputError with line and column of each problem, also for a duplicate key, since JSON.parse would
 * ignore its first value.
 */
export const readJson = (text: string, source: string): unknown => {
  const json = text.replace(BYTE_ORDER_MARK, '');
  const problems = findProblems(json);
  if (problems.length > 0) throw new InvalidInputError(source, problems);
  return JSON.parse(json) as unknown;
};
