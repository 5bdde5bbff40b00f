import * as z from 'zod';
import { type VerdictEvent, verdictEventSchema } from '../contracts/events/verdict-event';
import { VERDICT_EVENT_DETAIL_TYPE } from '../contracts/events/verdict-event-format';
import type { RecordedRequest } from '../testing/gateway/recorded-request';
import type { Delivery } from './deliver-message';
import type { DemoEnvironment } from './demo-environment';
import { metricNames, type VerdictLine, verdictLines } from './function-output';
import type { TaskDescription } from './task-description';

/** A stopped task and its stop reason. */
export interface Stop {
  readonly task: string;
  readonly reason: string;
}

/** Everything that the environment recorded about some tasks. */
export interface Evidence {
  readonly deliveries: readonly Delivery[];
  readonly lines: readonly VerdictLine[];
  /** Metric names, one entry for each data point. */
  readonly metrics: readonly string[];
  readonly events: readonly VerdictEvent[];
  /** The topic's messages. */
  readonly messages: readonly string[];
  readonly stops: readonly Stop[];
  /** All requests to a host. */
  readonly requestsTo: (host: string) => readonly RecordedRequest[];
  /** Whether any process tried to connect to a host. */
  readonly wasContacted: (host: string) => boolean;
}

const putEvents = z.object({ Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })) });
const publish = z.object({ Message: z.string() });
const stopTask = z.object({ task: z.string(), reason: z.string() });

const inputsOf = <Input>(aws: DemoEnvironment['aws'], action: string, shape: z.ZodType<Input>): readonly Input[] =>
  aws.calls({ action }).map(({ input }) => shape.parse(input));

/**
 * Collects the evidence about some tasks and leaves out other tasks.
 * @throws ZodError when an event breaks its contract.
 */
export const collectEvidence = (
  { aws, gateway }: Pick<DemoEnvironment, 'aws' | 'gateway'>,
  about: readonly Pick<TaskDescription, 'taskArn'>[],
  deliveries: readonly Delivery[],
): Evidence => {
  const tasks = about.map(({ taskArn }) => taskArn);
  const logs = deliveries.flatMap(({ invocation }) => invocation.logs);
  const events = inputsOf(aws, 'PutEvents', putEvents)
    .flatMap(({ Entries }) => Entries)
    .filter(({ DetailType }) => DetailType === VERDICT_EVENT_DETAIL_TYPE)
    .map(({ Detail }) => verdictEventSchema.parse(JSON.parse(Detail)));
  const messages = inputsOf(aws, 'Publish', publish).map(({ Message }) => Message);
  return {
    deliveries,
    lines: verdictLines(logs),
    metrics: metricNames(logs),
    events: events.filter(({ task }) => tasks.includes(task)),
    messages: messages.filter((message) => tasks.some((task) => message.includes(task))),
    stops: inputsOf(aws, 'StopTask', stopTask).filter(({ task }) => tasks.includes(task)),
    requestsTo: (host) => gateway.requestsTo(host),
    wasContacted: (host) => gateway.connections.includes(host),
  };
};
