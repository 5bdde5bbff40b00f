import * as z from 'zod';
import type { LogLine } from '../testing/lambda/sandbox';

// The logger leaves out what is null.
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const verdictLineSchema = z.object({
  message: z.literal('Image Verdict'),
  task: z.string(),
  container: z.string(),
  image: text,
  digest: text,
  verdict: z.string(),
  reason: text,
  cause: text,
  rule: text,
  detail: z.string(),
  response: z.string(),
});
const metricsSchema = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
  }),
});

/** The log line of one verdict, as the function wrote it. */
export type VerdictLine = Readonly<z.output<typeof verdictLineSchema>>;

const parsed = (logs: readonly LogLine[]): readonly unknown[] =>
  logs.flatMap((line) => {
    try {
      return [JSON.parse(line.text) as unknown];
    } catch {
      // Not every line is structured: a runtime's warning, for one.
      return [];
    }
  });

/** The log lines of verdicts among what a function wrote, in order. */
export const verdictLines = (logs: readonly LogLine[]): readonly VerdictLine[] =>
  parsed(logs).flatMap((line) => {
    const { success, data } = verdictLineSchema.safeParse(line);
    return success ? [data] : [];
  });

/** Names of the metrics that a function wrote in CloudWatch's embedded metric format, in order. */
export const metricNames = (logs: readonly LogLine[]): readonly string[] =>
  parsed(logs).flatMap((line) => {
    const { success, data } = metricsSchema.safeParse(line);
    if (!success) return [];
    return data._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
  });
