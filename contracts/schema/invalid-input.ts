/** One thing that is wrong with an input: where it is, what was expected there, what was found instead. */
export interface Problem {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** Where a value stands: keys of objects and indexes of lists, from the outside in. */
export type Path = readonly PropertyKey[];

const PLAIN_KEY = /^[A-Za-z0-9_$-]+$/;
const MAX_FOUND_LENGTH = 80;

/** Writes a path as `policies.web.signers[0]`; keys with other characters stand in brackets, the whole input is `(whole)`. */
export const formatPath = (path: Path): string => {
  const text = path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = String(step);
      return PLAIN_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
  return text === '' ? '(whole)' : text.replace(/^\./, '');
};

/** Writes a found value as JSON, cut at 80 characters; an absent one is `nothing`. */
export const formatFound = (value: unknown): string => {
  const json = value === undefined ? 'nothing' : JSON.stringify(value);
  return json.length > MAX_FOUND_LENGTH ? `${json.slice(0, MAX_FOUND_LENGTH - 1)}…` : json;
};

/** Makes a problem out of a path and the value found there. */
export const problemAt = (path: Path, expected: string, found: unknown): Problem => ({
  path: formatPath(path),
  expected,
  found: formatFound(found),
});

const summarize = (source: string, problems: readonly Problem[]): string =>
  [
    `${source}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    ...problems.map(({ path, expected, found }) => `  ${path}: expected ${expected}, found ${found}`),
  ].join('\n');

/** Thrown for input that breaks its contract; the message lists every problem, one a line, behind a line that names the source. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';

  constructor(
    readonly source: string,
    readonly problems: readonly Problem[],
  ) {
    super(summarize(source, problems));
  }
}
