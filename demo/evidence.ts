import * as z from 'zod';
import { VERDICT_EVENT_DETAIL_TYPE, type VerdictEvent, verdictEventSchema } from '../contracts/events/verdict-event';
import type { RecordedRequest } from '../testing/gateway/recorded-request';
import type { Delivery } from './deliver-message';
import { metricNames, type VerdictLine, verdictLines } from './function-output';
import type { DemoEnvironment } from './demo-environment';
import type { TaskDescription } from './task-description';

/** A task that was stopped, and why. */
export interface Stop {
  readonly task: string;
  readonly reason: string;
}

/** What the function was seen to do about some tasks, by everything that the world recorded. */
export interface Evidence {
  readonly deliveries: readonly Delivery[];
  readonly lines: readonly VerdictLine[];
  /** Names of metrics, one for each time that one was written. */
  readonly metrics: readonly string[];
  readonly events: readonly VerdictEvent[];
  /** Texts of the topic's messages. */
  readonly messages: readonly string[];
  readonly stops: readonly Stop[];
  /** Requests to a host, whoever made them. */
  readonly requestsTo: (host: string) => readonly RecordedRequest[];
  /** Whether anybody wanted to be connected with a host. */
  readonly wasContacted: (host: string) => boolean;
}

const putEvents = z.object({ Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })) });
const publish = z.object({ Message: z.string() });
const stopTask = z.object({ task: z.string(), reason: z.string() });

const inputsOf = <Input>(aws: DemoEnvironment['aws'], action: string, shape: z.ZodType<Input>): readonly Input[] =>
  aws.calls({ action }).map(({ input }) => shape.parse(input));

/**
 * Collects what was done about tasks; others' tasks are left out.
 * @throws ZodError when an event is not as its contract says.
 */
export const collectEvidence = (
  { aws, world }: Pick<DemoEnvironment, 'aws' | 'world'>,
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
    requestsTo: (host) => world.gateway.requestsTo(host),
    wasContacted: (host) => world.gateway.connections.includes(host),
  };
};
