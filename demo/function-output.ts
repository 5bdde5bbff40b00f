import * as z from 'zod';
import { GATE_EVENT_DETAIL_TYPE, VERDICT_EVENT_DETAIL_TYPE } from '../contracts/events/event-types';
import { parseJsonOrUndefined } from '../contracts/schema/parse-json-or-undefined';
import type { LogLine } from '../testing/lambda/sandbox';

// The logger leaves out fields that are null.
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const verdictFields = {
  container: z.string(),
  image: text,
  digest: text,
  verdict: z.string(),
  reason: text,
  cause: text,
  rule: text,
};
const verdictLineSchema = z.object({
  message: z.literal(VERDICT_EVENT_DETAIL_TYPE),
  task: z.string(),
  ...verdictFields,
  detail: z.string(),
  response: z.string(),
});
const gateLineSchema = z.object({
  message: z.literal(GATE_EVENT_DETAIL_TYPE),
  serviceDeployment: z.string(),
  hook: z.string(),
  outcome: z.string(),
  grants: z.array(z.string()),
  containers: z.array(z.object(verdictFields)),
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

/** The lines that match a schema. Lines that are not structured, such as warnings of the runtime, match none. */
export const linesOf = <Schema extends z.ZodType>(
  logs: readonly LogLine[],
  schema: Schema,
): readonly z.output<Schema>[] =>
  logs.flatMap(({ text: line }) => {
    const { success, data } = schema.safeParse(parseJsonOrUndefined(line));
    return success ? [data] : [];
  });

/** The log lines that report verdicts, in order. */
export const verdictLines = (logs: readonly LogLine[]): readonly VerdictLine[] => linesOf(logs, verdictLineSchema);

/** The log lines that report decisions of the deployment gate, in order. */
export const gateLines = (logs: readonly LogLine[]): readonly GateLine[] => linesOf(logs, gateLineSchema);

/** The names of the metrics that a function logged in CloudWatch's embedded metric format, in order. */
export const metricNames = (logs: readonly LogLine[]): readonly string[] =>
  linesOf(logs, metricsSchema).flatMap(({ _aws }) =>
    _aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)),
  );
