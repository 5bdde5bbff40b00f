import { mayStartRun } from '../../verification';

describe('mayStartRun', () => {
  it.each([
    [15_001, true],
    [15_000, false],
    [10_000, false],
    [0, false],
    [-1, false],
    [900_000, true],
  ])('with %d ms left and a deadline of 10 s: %s', (remaining, expected) => {
    expect(mayStartRun(remaining, 10_000)).toBe(expected);
  });
});
