import * as z from 'zod';
import type { Metric } from '../../../stacks/metrics';

/** One line of JSON in a function's log. */
export type OutputLine = Readonly<Record<string, unknown>>;

/** The log lines and metrics that a function wrote during a test. */
export interface CapturedOutput {
  readonly lines: () => readonly OutputLine[];
  /** The published values of one metric with their dimensions, in order. */
  readonly metric: (name: string) => readonly OutputLine[];
  /** Where CloudWatch keeps one metric: the namespace and the dimensions of each line that has it, in order. */
  readonly publishedAs: (name: string) => readonly Pick<Metric, 'namespace' | 'dimensions'>[];
}

const envelopeSchema = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([z.object({ Namespace: z.string(), Dimensions: z.tuple([z.array(z.string())]) })]),
  }),
});

const isObject = (value: unknown): value is OutputLine => typeof value === 'object' && value !== null;

const withoutEnvelope = (line: OutputLine): OutputLine =>
  Object.fromEntries(Object.entries(line).filter(([key]) => key !== '_aws' && key !== 'service'));

const placeOf = (line: OutputLine): Pick<Metric, 'namespace' | 'dimensions'> => {
  const [{ Namespace: namespace, Dimensions: dimensions }] = envelopeSchema.parse(line)._aws.CloudWatchMetrics;
  return { namespace, dimensions: Object.fromEntries(dimensions[0].map((each) => [each, String(line[each])])) };
};

/** Captures the output of loggers and metrics that are created after this call, until `jest.restoreAllMocks`. */
export const captureOutput = (): CapturedOutput => {
  // Powertools uses the global console only in development mode, where metrics are disabled by default.
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
  const withMetric = (name: string) => lines().filter((line) => '_aws' in line && name in line);
  return {
    lines: () => lines().filter((line) => !('_aws' in line)),
    metric: (name) => withMetric(name).map(withoutEnvelope),
    publishedAs: (name) => withMetric(name).map(placeOf),
  };
};
