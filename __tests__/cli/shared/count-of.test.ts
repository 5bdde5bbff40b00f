import { countOf } from '../../../cli/shared/count-of';

describe('countOf', () => {
  it.each([
    [0, '0 tasks'],
    [1, '1 task'],
    [2, '2 tasks'],
  ])('counts %s', (count, expected) => {
    expect(countOf(count, 'task')).toBe(expected);
  });
});
