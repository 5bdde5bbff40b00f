import { parseRetryAfter } from '../../../adapters/registry/retry-after';

describe('parseRetryAfter', () => {
  it.each([
    [undefined, undefined],
    ['0', 0],
    ['120', 120],
    [' 5 ', 5],
    ['Thu, 01 Jan 1970 00:00:30 GMT', 20],
    ['Thu, 01 Jan 1970 00:00:10.5 GMT', 1],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['99999999999999999999', 86_400],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
  ])('parses %j ten seconds after the epoch to %j', (text, expected) => {
    expect(parseRetryAfter(text, 10_000)).toBe(expected);
  });
});
