/** One line of JSON that a function wrote. */
export type OutputLine = Readonly<Record<string, unknown>>;

/** What a function wrote to its log while a test ran: log lines and metrics. */
export interface CapturedOutput {
  readonly lines: () => readonly OutputLine[];
  /** The values of one metric with its dimensions, in the order in which they were published. */
  readonly metric: (name: string) => readonly OutputLine[];
}

const isObject = (value: unknown): value is OutputLine => typeof value === 'object' && value !== null;

const withoutEnvelope = (line: OutputLine): OutputLine =>
  Object.fromEntries(Object.entries(line).filter(([key]) => key !== '_aws' && key !== 'service'));

/** Catches what loggers and metrics write that are made after this call; `jest.restoreAllMocks` ends it. */
export const captureOutput = (): CapturedOutput => {
  // Powertools writes past the console that can be caught unless told that this is development, and then counts only when told to.
  process.env['POWERTOOLS_DEV'] = 'true';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
  const written: unknown[] = [];
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    jest.spyOn(console, method).mockImplementation((...text: readonly unknown[]) => {
      written.push(text[0]);
    });
  const lines = (): readonly OutputLine[] =>
    written
      .filter((text) => typeof text === 'string')
      .filter((text) => text.startsWith('{'))
      .map((text): unknown => JSON.parse(text))
      .filter(isObject);
  return {
    lines: () => lines().filter((line) => !('_aws' in line)),
    metric: (name) =>
      lines()
        .filter((line) => '_aws' in line && name in line)
        .map(withoutEnvelope),
  };
};
