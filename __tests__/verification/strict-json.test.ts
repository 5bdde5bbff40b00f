import fc from 'fast-check';
import { parseStrictJson, quoteShort, StrictJsonError } from '../../verification/strict-json';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));

describe('parseStrictJson', () => {
  it('parses every JSON object without keys that differ only in case', () => {
    const object = fc.dictionary(fc.stringMatching(/^[a-z]{0,6}$/), fc.jsonValue({ maxDepth: 0 }));
    fc.assert(
      fc.property(object, (value) => {
        const text = JSON.stringify(value);
        // JSON has no -0, so the text decides.
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['no JSON', '{"a":1', 'expected JSON'],
    ['a list', '[]', 'expected a JSON object'],
    ['null', 'null', 'expected a JSON object'],
    ['a text', '"a"', 'expected a JSON object'],
    ['a byte order mark', '\ufeff{}', 'expected JSON'],
    ['a key twice', '{"a":1,"b":2,"a":3}', 'expected each key once, found "a" again'],
    ['a key twice, once escaped', String.raw`{"alg":1,"\u0061lg":3}`, 'found "alg" again'],
    ['a key twice further inside', '{"b":[{"c":{"a":1,"a":1}}]}', 'found "a" again'],
    ['keys that differ in case', '{"payload":1,"Payload":2}', 'found "Payload" again'],
    ['keys that Go takes for the same', '{"signature":1,"\u017fignature":2}', 'again'],
    ['a key twice in annotations', '{"annotations":{"a":1,"a":2}}', 'found "a" again'],
    ['too many levels', `{"a":${'['.repeat(16)}${']'.repeat(16)}}`, 'expected at most 16 levels of JSON'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(StrictJsonError);
    expect(() => parse(text)).toThrow(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    expect(() => parseStrictJson(bytes)).toThrow('expected UTF-8');
  });

  it.each([
    ['the same key in two objects', '{"a":{"c":1},"b":{"c":1},"d":[{"c":1},{"c":1}]}'],
    ['text that looks like a key', String.raw`{"a":"\"a\":{","b":"a\\","c":",\"a\":"}`],
    ['annotations that differ in case', '{"annotations":{"Build":1,"build":2}}'],
    ['as many levels as are allowed', `{"a":${'['.repeat(15)}${']'.repeat(15)}}`],
  ])('accepts %s', (_, text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('refuses a million levels quickly', () => {
    const before = performance.now();
    expect(() => parse(`{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`)).toThrow(StrictJsonError);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('quoteShort', () => {
  it.each([
    [undefined, 'nothing'],
    ['a"\n', String.raw`"a\"\n"`],
    ['a\u2028\u202e', String.raw`"a\u{2028}\u{202e}"`],
    ['a'.repeat(200), `"${'a'.repeat(118)}…`],
  ])('quotes %j', (value, text) => {
    expect(quoteShort(value)).toBe(text);
  });
});
