/** One problem of an input: its path, what was expected, and what was found. */
export interface Problem {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** The path of a value: keys of objects and indexes of lists, from the outside in. */
export type Path = readonly PropertyKey[];

const PLAIN_KEY = /^[A-Za-z0-9_$-]+$/;
const MAX_FOUND_LENGTH = 80;

/**
 * Formats a path as `policies.web.signers[0]`. Keys with other characters are in brackets, and the whole input is
 * `(whole)`.
 */
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

const toJson = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'a value that is nested too deeply';
  }
};

/** Formats a value as JSON, cut after 80 characters; an absent value is `nothing`. */
export const formatFound = (value: unknown): string => {
  const json = value === undefined ? 'nothing' : toJson(value);
  return json.length > MAX_FOUND_LENGTH ? `${json.slice(0, MAX_FOUND_LENGTH - 1)}…` : json;
};

/** A problem from a path and the value that was found there. */
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

/** Thrown for invalid input. The first line of the message names the source, and each further line is one problem. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';

  constructor(
    readonly source: string,
    readonly problems: readonly Problem[],
  ) {
    super(summarize(source, problems));
  }
}
