import fc from 'fast-check';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { readJson } from '../../../contracts/schema/read-json';

const complaints = (text: string): readonly string[] => {
  try {
    readJson(text, 'dev.json');
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message.split('\n');
    throw error;
  }
};

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('readJson', () => {
  it.each([
    ['a trailing comma', '{"a":1,}', 'line 1, column 8: expected JSON (property name expected), found "}"'],
    ['a bare word', '{\n  "a": yes\n}', 'line 2, column 8: expected JSON (invalid symbol), found "yes"'],
    ['a missing end', '{\n"a": [1', 'line 2, column 8: expected JSON (close bracket expected), found nothing'],
    ['an empty file', '', 'line 1, column 1: expected JSON (value expected), found nothing'],
    ['a comment', '{}\n// done', 'line 2, column 1: expected JSON (invalid comment token), found "// done"'],
    ['a second value', '{} {}', 'line 1, column 4: expected JSON (end of file expected), found "{"'],
    ['a second byte order mark', '\uFEFF\uFEFF{}', 'line 1, column 1: expected JSON (invalid symbol), found "\uFEFF"'],
    [
      'an account without quotes that begins with 0',
      '{"account": 011122223333}',
      'line 1, column 14: expected JSON (quotes around digits that begin with 0), found 011122223333',
    ],
    [
      '101 levels of lists',
      `{\n"a": ${'['.repeat(101)}`,
      'line 2, column 105: expected at most 100 levels of nesting, found "["',
    ],
    [
      '100,000 levels of objects',
      '{"a":'.repeat(100_000),
      'line 1, column 501: expected at most 100 levels of nesting, found "{"',
    ],
    ['a duplicate key', '{"a":1,\n"a":2}', 'line 2, column 1: expected each key once, found "a"'],
    [
      'a duplicate key in another spelling',
      '{"a":1,"\\u0061":2}',
      'line 1, column 8: expected each key once, found "a"',
    ],
    ['the key __proto__', '{"__proto__":1}', 'line 1, column 2: expected another key, found "__proto__"'],
  ])('points at %s', (_what, text, line) => {
    expect(complaints(text)).toEqual(['dev.json: 1 problem', `  ${line}`]);
  });

  it('accepts a byte order mark at the beginning of a file', () => {
    expect(readJson('\uFEFF{"a":1}', 'dev.json')).toEqual({ a: 1 });
  });

  it('accepts 100 levels of nesting', () => {
    expect(complaints('['.repeat(100) + ']'.repeat(100))).toEqual([]);
  });

  it('allows the same key in several objects', () => {
    expect(readJson('{"a":{"x":1},"b":[{"x":1},{"x":2}],"x":3}', 'dev.json')).toEqual({
      a: { x: 1 },
      b: [{ x: 1 }, { x: 2 }],
      x: 3,
    });
  });

  it('refuses exactly the texts that are not JSON', () => {
    const alphabet = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.5',
      'e',
      'true',
      'null',
      ' ',
      '\n',
      '\t',
      '/',
      '\\',
      '"',
      '\u00A0',
      '\uFEFF',
    ];
    const text = fc.array(fc.constantFrom(...alphabet), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (each) => {
        const syntax = complaints(each).filter((line) => line.includes('expected JSON'));
        expect(syntax).toHaveLength(parses(each.replace(/^\uFEFF/, '')) ? 0 : 1);
      }),
      { numRuns: 5000 },
    );
  });
});
