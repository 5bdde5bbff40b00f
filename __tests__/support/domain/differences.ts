const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where two values differ: one line for each path, with the first and the second value. */
export const differencesOf = (one: unknown, other: unknown, path: readonly string[] = []): readonly string[] => {
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return keys.flatMap((key) => differencesOf(one[key], other[key], [...path, key]));
  }
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  return left === right ? [] : [`${path.join('.')}: ${left} → ${right}`];
};
