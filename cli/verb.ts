/** The purposes by which the front page groups commands, in its order. */
export const GROUPS = ['Get started', 'Deploy and review', 'Verify and sign', 'Operate'] as const;

/** One purpose. */
export type Group = (typeof GROUPS)[number];

/** How a shell completes the value of an option, or an operand. */
export type ValueCompletion =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** The names of the deployments of the checkout. */
  | { readonly kind: 'deployments' }
  | { readonly kind: 'files' }
  /** Any text: there is nothing to suggest. */
  | { readonly kind: 'text' };

/** One option as a shell completes it. */
export interface OptionCompletion {
  /** `--deployment`. */
  readonly name: string;
  readonly help: string;
  /** Undefined: the option takes no value. */
  readonly value: ValueCompletion | undefined;
  readonly repeatable: boolean;
}

/** What a shell completes after the name of a command. */
export interface CommandCompletion {
  readonly options: readonly OptionCompletion[];
  /** The words that the command takes besides options, such as `signed` and `unsigned`. */
  readonly operands: readonly string[];
}

/** Runs a command and returns its exit code: results go to stdout, progress and messages to stderr. */
export type RunVerb = (
  args: readonly string[],
  /** The folder that the arguments were typed in; files among them are relative to it. Default: the current one. */
  typedIn?: string,
) => Promise<number>;

/** One command of the executable `image-trust`. */
export interface Verb {
  readonly group: Group;
  /** What the command does, for the front page. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  readonly completion: CommandCompletion;
  /** The option with which the command needs no checkout around it; `always`: it never needs one. */
  readonly standalone?: `--${string}` | 'always' | undefined;
  /** The exit code of a usage error. Default: 2. */
  readonly usageErrorCode?: number | undefined;
  readonly run: RunVerb;
}

/** The commands by the names that a person types. */
export type Verbs = Readonly<Record<string, Verb>>;
