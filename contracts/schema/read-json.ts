import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';
import { formatFound, InvalidInputError, type Problem } from './invalid-input';

const at = (line: number, character: number): string => `line ${line + 1}, column ${character + 1}`;

/** Notes keys that JSON.parse or a schema would drop without a word. */
class Keys {
  private readonly open: Set<string>[] = [];

  enter(): void {
    this.open.push(new Set());
  }

  leave(): void {
    this.open.pop();
  }

  /** What is wrong with one more key of the innermost object, if anything. */
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
        // What follows the first mistake in the syntax is only its echo.
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
 * Reads a file of JSON that a person wrote.
 * @throws InvalidInputError with line and column of each mistake; a key that stands twice is one, since the first would be lost silently.
 */
export const readJson = (text: string, source: string): unknown => {
  const problems = findProblems(text);
  if (problems.length > 0) throw new InvalidInputError(source, problems);
  return JSON.parse(text) as unknown;
};
