import { slicesOf } from '../../verification';

describe('slicesOf', () => {
  it.each([
    ['nothing', [], []],
    ['fewer than fit into one slice', [1, 2], [[1, 2]]],
    ['exactly what fits', [1, 2, 3], [[1, 2, 3]]],
    ['one more', [1, 2, 3, 4], [[1, 2, 3], [4]]],
  ])('keeps the order: %s', (_what, list, slices) => {
    expect(slicesOf(list, 3)).toEqual(slices);
  });
});
