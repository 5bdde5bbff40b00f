import { problemAt, type Path, type Problem } from './invalid-input';

// Terraform evaluates ${…} and %{…} in every text of a stack, and CDKTF's tokens look like the first.
const INTERPOLATION = /[$%]\{|#\{Token\[/;
const EXPECTED = 'literal text without ${ or %{, which Terraform would evaluate';

/** Finds every text and key in a value that Terraform would evaluate, such as unresolved tokens of CDKTF. */
export const findInterpolations = (value: unknown, path: Path = []): readonly Problem[] => {
  if (typeof value === 'string') return INTERPOLATION.test(value) ? [problemAt(path, EXPECTED, value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, each]) => [
    ...(isList ? [] : findInterpolations(key, path)),
    ...findInterpolations(each, [...path, isList ? Number(key) : key]),
  ]);
};
