import { measureInRounds, median, medianDifference, medianRatio, toFigures } from '../../bench/samples';

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 3],
    [[], NaN],
  ])('of %j is %d', (samples, expected) => {
    expect(median(samples)).toBe(expected);
  });
});

describe('medianRatio and medianDifference', () => {
  it('compare values of the same round, so that a slow round does not count', () => {
    const [samples, base] = [
      [2, 200, 3],
      [1, 100, 2],
    ];
    expect(medianRatio(samples, base)).toBe(2);
    expect(medianDifference(samples, base)).toBe(1);
  });
});

describe('toFigures', () => {
  it('gives median, range, and the ratio to the first samples', () => {
    expect(toFigures({ base: [1, 2, 4], other: [3, 4, 4] })).toEqual([
      { name: 'base', median: 2, least: 1, most: 4, ratio: 1 },
      { name: 'other', median: 4, least: 3, most: 4, ratio: 2 },
    ]);
  });
});

describe('measureInRounds', () => {
  it('measures everything once in each round, in turns', async () => {
    const order: string[] = [];
    const measure = (name: string) => () => Promise.resolve(order.push(name));
    await expect(measureInRounds({ a: measure('a'), b: measure('b') }, 2)).resolves.toEqual({ a: [1, 3], b: [2, 4] });
    expect(order).toEqual(['a', 'b', 'a', 'b']);
  });
});
