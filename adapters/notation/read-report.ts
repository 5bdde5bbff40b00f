/** What stderr of a failed run tells, and whether it can be believed where it excuses an image. */
export interface Report {
  /** The text behind the last "Error: "; undefined when the tool ended without one. */
  readonly error: string | undefined;
  /** Why each signature failed, in the order of the list. */
  readonly causes: readonly string[];
  /** How many signatures were really verified: each prints the statement's name once, and so does the beginning. */
  readonly verified: number;
  /** Whether a signature was looked at before the tool ended: from then on a pusher's content is at work. */
  readonly began: boolean;
  readonly genuine: boolean;
}

// Lines end at a line feed only, and a cause holds whatever characters a pusher likes: hence [^] and \S.
const CAUSE = /^level=warning msg=Signature \S+ failed verification with error: ([^]*)$/;
const PROCESSING = 'level=info msg=Processing signature with manifest ';
const ERROR = 'Error: ';

/** Reads stderr of `notation verify --verbose`, given the statement's name that nobody who pushes can know. */
export const readReport = (stderr: string, statement: string): Report => {
  const lines = stderr.split('\n');
  const marker = `level=info msg=Trust policy configuration: &{Name:${statement} `;
  const marks = lines.filter((line) => line.startsWith(marker)).length;
  const causes = lines.flatMap((line) => CAUSE.exec(line)?.[1] ?? []);
  const errors = lines.filter((line) => line.startsWith(ERROR));
  const verified = Math.max(0, marks - 1);
  return {
    error: errors.at(-1)?.slice(ERROR.length),
    causes,
    verified,
    began: lines.some((line) => line.startsWith(PROCESSING)),
    // A pusher's text can hold whole lines, but it cannot take away the genuine ones, nor know the statement's name.
    genuine: errors.length === 1 && causes.length === verified,
  };
};
