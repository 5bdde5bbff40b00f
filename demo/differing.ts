/** One problem that states both values, unless they are equal. */
export const differing = (what: string, expected: string, found: string): readonly string[] =>
  expected === found ? [] : [`${what}: expected ${expected}, found ${found}`];
