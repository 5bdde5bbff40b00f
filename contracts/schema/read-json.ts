import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';
import { formatFound, InvalidInputError, type Problem } from './invalid-input';

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

const findProblems = (text: string): readonly Problem[] => {
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
        const found = length === 0 ? 'nothing' : formatFound(text.slice(offset, offset + length));
        problems.push({ path: at(line, character), expected: `JSON (${explain(code)})`, found });
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return problems;
};

/**
 * Parses JSON that a person wrote.
 * @throws InvalidInputError with line and column of each problem, also for a duplicate key, since JSON.parse would
 * ignore its first value.
 */
export const readJson = (text: string, source: string): unknown => {
  const problems = findProblems(text);
  if (problems.length > 0) throw new InvalidInputError(source, problems);
  return JSON.parse(text) as unknown;
};
