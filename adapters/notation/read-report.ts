/** What stderr of a failed run says, and whether it may blame a service. */
export interface Report {
  /** The text after the last "Error: "; undefined when the tool ended without one. */
  readonly error: string | undefined;
  /** Why each signature failed, in the order of the list. */
  readonly causes: readonly string[];
  /** How many signatures were really verified: notation prints the statement's name at the start and for each one. */
  readonly verified: number;
  /** Whether the tool began to read a signature before it ended: from then on a pusher's content may be the cause. */
  readonly began: boolean;
  /** The lines are consistent, so that none of them was forged by a pusher. */
  readonly genuine: boolean;
}

// Only a line feed ends a line, and a pusher can put any other character into a cause: hence [^] and \S.
const CAUSE = /^level=warning msg=Signature \S+ failed verification with error: ([^]*)$/;
const PROCESSING = 'level=info msg=Processing signature with manifest ';
const ERROR = 'Error: ';

/** How a line begins in which notation prints the trust policy's statement, which no pusher can know. */
export const configurationIn = (statement: string): string =>
  `level=info msg=Trust policy configuration: &{Name:${statement} `;

/** Reads stderr of `notation verify --verbose`, given the statement's name. */
export const readReport = (stderr: string, statement: string): Report => {
  const lines = stderr.split('\n');
  const marker = configurationIn(statement);
  const marks = lines.filter((line) => line.startsWith(marker)).length;
  const causes = lines.flatMap((line) => CAUSE.exec(line)?.[1] ?? []);
  const errors = lines.filter((line) => line.startsWith(ERROR));
  const verified = Math.max(0, marks - 1);
  return {
    error: errors.at(-1)?.slice(ERROR.length),
    causes,
    verified,
    began: lines.some((line) => line.startsWith(PROCESSING)),
    // A pusher's text can add whole lines, but cannot remove the genuine ones and does not know the statement's name.
    genuine: errors.length === 1 && causes.length === verified,
  };
};
