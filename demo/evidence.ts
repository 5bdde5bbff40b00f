import * as z from 'zod';
import { type VerdictEvent, verdictEventSchema } from '../contracts/events/verdict-event';
import { VERDICT_EVENT_DETAIL_TYPE } from '../contracts/events/event-types';
import type { Deployment } from '../testing/ecs/service-deployment';
import type { StoredFinding } from '../testing/aws/security-hub';
import type { HttpRequest } from '../testing/http/http-message';
import type { RecordedRequest } from '../testing/gateway/recorded-request';
import type { Invocation } from '../testing/lambda/function-host';
import type { LogLine } from '../testing/lambda/sandbox';
import { publishedMessages, putEntries } from './announcements';
import type { Course } from './course';
import type { Delivery } from './deliver-message';
import type { DemoEnvironment } from './demo-environment';
import { type CanaryOutcome, canaryOutcomes } from './canary-outcome';
import { metricNames, type VerdictLine, verdictLines } from './function-output';
import { collectGateEvidence, type GateEvidence } from './gate-evidence';
import type { SweepRun } from './run-sweep';
import type { TaskDescription } from './task-description';

/** A stopped task and its stop reason. */
export interface Stop {
  readonly task: string;
  readonly reason: string;
}

/** Everything that the environment recorded about some tasks and service deployments. */
export interface Evidence {
  readonly deliveries: readonly Delivery[];
  readonly lines: readonly VerdictLine[];
  /** Metric names, one entry for each data point. */
  readonly metrics: readonly string[];
  readonly events: readonly VerdictEvent[];
  /** The topic's messages. */
  readonly messages: readonly string[];
  readonly stops: readonly Stop[];
  readonly gate: GateEvidence;
  /** In order. */
  readonly sweeps: readonly SweepRun[];
  /** What the sweep and the launch function counted and logged about canary images. */
  readonly canaries: CanaryOutcome;
  /** The names of the metrics of the notify function, one entry for each data point. */
  readonly notifyMetrics: readonly string[];
  /** The JSON of each run of `image-trust preview`, in order. */
  readonly previews: readonly unknown[];
  /** The findings in Security Hub. */
  readonly findings: readonly StoredFinding[];
  /** What the host of the webhook received about the tasks. */
  readonly webhookRequests: readonly HttpRequest[];
  /** All requests to a host. */
  readonly requestsTo: (host: string) => readonly RecordedRequest[];
  /** Whether any process tried to connect to a host. */
  readonly wasContacted: (host: string) => boolean;
}

/** What evidence is about. */
export interface Subjects {
  readonly tasks: readonly Pick<TaskDescription, 'taskArn'>[];
  readonly deployments: readonly Pick<Deployment, 'arn'>[];
}

const stopTask = z.object({ task: z.string(), reason: z.string() });

const logsOf = (invocations: readonly Pick<Invocation, 'logs'>[]): readonly LogLine[] =>
  invocations.flatMap(({ logs }) => logs);

const inputsOf = <Input>(aws: DemoEnvironment['aws'], action: string, shape: z.ZodType<Input>): readonly Input[] =>
  aws.calls({ action }).map(({ input }) => shape.parse(input));

/**
 * Collects the evidence about some tasks and service deployments and leaves out others.
 * @throws ZodError when an event breaks its contract.
 */
export const collectEvidence = (
  { aws, gateway, webhook }: Pick<DemoEnvironment, 'aws' | 'gateway' | 'webhook'>,
  about: Subjects,
  { deliveries, sweeps, notices, previews }: Course,
): Evidence => {
  const tasks = about.tasks.map(({ taskArn }) => taskArn);
  const deployments = about.deployments.map(({ arn }) => arn);
  const logs = logsOf(deliveries.map(({ invocation }) => invocation));
  const events = putEntries(aws, VERDICT_EVENT_DETAIL_TYPE).map((detail) => verdictEventSchema.parse(detail));
  return {
    deliveries,
    lines: verdictLines(logs),
    metrics: metricNames(logs),
    events: events.filter(({ task }) => tasks.includes(task)),
    messages: publishedMessages(aws).filter((message) => tasks.some((task) => message.includes(task))),
    stops: inputsOf(aws, 'StopTask', stopTask).filter(({ task }) => tasks.includes(task)),
    gate: collectGateEvidence(aws, deployments, logs),
    sweeps,
    canaries: canaryOutcomes([...sweeps.flatMap(({ invocations }) => logsOf(invocations)), ...logs]),
    notifyMetrics: metricNames(logsOf(notices)),
    previews,
    findings: aws.securityHub.all,
    webhookRequests: webhook.requests.filter(({ body }) => tasks.some((task) => body.includes(task))),
    requestsTo: (host) => gateway.requestsTo(host),
    wasContacted: (host) => gateway.connections.includes(host),
  };
};
