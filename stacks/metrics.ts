import { functionNames, type Place } from '../contracts/naming/resource-names';

/** One CloudWatch metric and its statistic. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
}

/** The namespace of the functions' own metrics. */
const OWN = 'ImageTrust';

const ownMetric = (place: Place, name: string, dimensions: Readonly<Record<string, string>> = {}): Metric => ({
  namespace: OWN,
  name,
  dimensions: { service: place.name, ...dimensions },
  statistic: 'Sum',
});

/** How many verdicts of one kind were announced. */
export const announced = (place: Place, kind: string, cause = '-'): Metric =>
  ownMetric(place, 'Announced', { kind, cause });

/** The functions' counts whose only dimension is the deployment. */
export const COUNTS = [
  'BreakGlassGranted',
  'BreakGlassUsed',
  'DeploymentsRolledBack',
  'FindingsArchived',
  'FindingsImported',
  'GateContinued',
  'GateExpiring',
  'GateOverridden',
  'GateRolledBack',
  'GateUnanswered',
  'NotifyFailed',
  'SecurityHubOff',
  'StopBudgetSpent',
  'TasksStopped',
  'TrustDocumentRefused',
  'WebhookDelivered',
] as const;

/** The name of one of these counts. */
export type CountName = (typeof COUNTS)[number];

/** One of the functions' counts whose only dimension is the deployment. */
export const counted = (place: Place, name: CountName): Metric => ownMetric(place, name);

/** For how many minutes a service deployment has waited for the gate, as of the attempts that ended with waiting. */
export const gateWaitingMinutes = (place: Place): Metric => ({
  ...ownMetric(place, 'GateWaitingMinutes'),
  statistic: 'Maximum',
});

/** How many messages wait in a queue. */
export const waiting = (queue: string): Metric => ({
  namespace: 'AWS/SQS',
  name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
  statistic: 'Maximum',
});

/** The age of the oldest message in a queue, in seconds. */
export const oldestAge = (queue: string): Metric => ({
  namespace: 'AWS/SQS',
  name: 'ApproximateAgeOfOldestMessage',
  dimensions: { QueueName: queue },
  statistic: 'Maximum',
});

/** One of Lambda's own counts for the launch function. */
export const launchCount = (place: Place, name: 'Invocations' | 'Errors' | 'Throttles'): Metric => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: functionNames(place, 'launch').function },
  statistic: 'Sum',
});

/** One of Lambda's own counts for the notify function. */
export const notifyCount = (place: Place, name: 'Errors'): Metric => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: functionNames(place, 'notify').function },
  statistic: 'Sum',
});

/** How many events a rule could deliver neither to the queue nor to the queue for undelivered events. */
export const lost = (RuleName: string): Metric => ({
  namespace: 'AWS/Events',
  name: 'InvocationsFailedToBeSentToDlq',
  dimensions: { RuleName },
  statistic: 'Sum',
});
