/** The exit codes of all commands. A command that gives one of them a meaning of its own says so in its help. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  missing: 3,
  /** Nothing could be determined, as where a tool is missing. */
  inconclusive: 3,
  refused: 4,
  temporary: 5,
  defect: 70,
  interrupted: 130,
} as const;

/** One exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each exit code means, unless the help of a command says something else. */
export const MEANING: Readonly<Record<ExitCode, string>> = {
  [EXIT.ok]: 'done',
  [EXIT.failed]: 'failed',
  [EXIT.usage]: 'usage error: nothing was done',
  [EXIT.missing]: 'something is missing on this machine, such as a tool, an AWS login or disk space',
  [EXIT.refused]: 'AWS, the registry or whoever holds the lock of the state refused',
  [EXIT.temporary]: 'temporary failure: run the command again',
  [EXIT.defect]: 'defect of image-trust: please report it',
  [EXIT.interrupted]: 'interrupted by Ctrl-C (SIGTERM: 143)',
};

/** The exit codes of one command, by what they mean in it. */
export type ExitMeanings = Readonly<Partial<Record<ExitCode, string>>>;

/** Every exit code of a command with its meaning, in ascending order; usage errors, defects and interruptions are always among them. */
export const exitCodesOf = (own: ExitMeanings): readonly (readonly [code: string, meaning: string])[] => {
  const { [EXIT.usage]: usage, [EXIT.defect]: defect, [EXIT.interrupted]: interrupted } = MEANING;
  const all = { [EXIT.usage]: usage, [EXIT.defect]: defect, [EXIT.interrupted]: interrupted, ...own };
  return Object.entries(all).sort(([a], [b]) => Number(a) - Number(b));
};
