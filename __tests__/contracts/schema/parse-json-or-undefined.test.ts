import { parseJsonOrUndefined } from '../../../contracts/schema/parse-json-or-undefined';

describe('parseJsonOrUndefined', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['null', null],
    ['', undefined],
    ['{', undefined],
  ])('reads %j', (text, expected) => {
    expect(parseJsonOrUndefined(text)).toEqual(expected);
  });
});
