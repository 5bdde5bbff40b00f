import { groupBy } from '../../verification';

describe('groupBy', () => {
  it('groups values by their key, in the order in which the keys appear', () => {
    expect(groupBy(['pear', 'apple', 'plum', 'avocado'], (fruit) => fruit.charAt(0))).toEqual([
      ['pear', 'plum'],
      ['apple', 'avocado'],
    ]);
  });

  it('has no groups without values', () => {
    expect(groupBy([], String)).toEqual([]);
  });
});
