import { shorten } from '../../verification';

describe('shorten', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 3, ''],
  ])('cuts %j to %i characters', (text, characters, expected) => {
    expect(shorten(text, characters)).toBe(expected);
  });
});
