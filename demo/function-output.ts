import * as z from 'zod';
import { GATE_EVENT_DETAIL_TYPE, VERDICT_EVENT_DETAIL_TYPE } from '../contracts/events/event-types';
import { parseJsonOrUndefined } from '../contracts/schema/parse-json-or-undefined';
import type { LogLine } from '../testing/lambda/sandbox';

// The logger leaves out fields that are null.
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const verdictLineSchema = z.object({
  message: z.literal(VERDICT_EVENT_DETAIL_TYPE),
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
const gateLineSchema = z.object({
  message: z.literal(GATE_EVENT_DETAIL_TYPE),
  serviceDeployment: z.string(),
  hook: z.string(),
  outcome: z.string(),
  grants: z.array(z.string()),
  containers: z.array(
    z.object({
      container: z.string(),
      image: text,
      digest: text,
      verdict: z.string(),
      reason: text,
      cause: text,
      rule: text,
    }),
  ),
});
const metricsSchema = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
  }),
});

/** A log line of the function that reports one verdict. */
export type VerdictLine = Readonly<z.output<typeof verdictLineSchema>>;

/** A log line of the function that reports a decision of the deployment gate. */
export type GateLine = Readonly<z.output<typeof gateLineSchema>>;

// Lines that are not structured, such as warnings of the runtime, yield undefined and match no schema.
const parseLines = (logs: readonly LogLine[]): readonly unknown[] =>
  logs.map(({ text: line }) => parseJsonOrUndefined(line));

/** The log lines that report verdicts, in order. */
export const verdictLines = (logs: readonly LogLine[]): readonly VerdictLine[] =>
  parseLines(logs).flatMap((line) => {
    const { success, data } = verdictLineSchema.safeParse(line);
    return success ? [data] : [];
  });

/** The log lines that report decisions of the deployment gate, in order. */
export const gateLines = (logs: readonly LogLine[]): readonly GateLine[] =>
  parseLines(logs).flatMap((line) => {
    const { success, data } = gateLineSchema.safeParse(line);
    return success ? [data] : [];
  });

/** The names of the metrics that a function logged in CloudWatch's embedded metric format, in order. */
export const metricNames = (logs: readonly LogLine[]): readonly string[] =>
  parseLines(logs).flatMap((line) => {
    const { success, data } = metricsSchema.safeParse(line);
    if (!success) return [];
    return data._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
  });
