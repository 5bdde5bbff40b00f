import type { CanaryDoor } from '../contracts/deployment/canary-images';
import type { FunctionName } from '../contracts/functions/functions';
import { functionNames, type Place } from '../contracts/naming/resource-names';

/** One CloudWatch metric and its statistic. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum';
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
  'CanaryFailed',
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
  'SweepFinished',
  'SweepHealed',
  'TasksStopped',
  'TrustDocumentRefused',
  'WebhookDelivered',
] as const;

/** The name of one of these counts. */
export type CountName = (typeof COUNTS)[number];

/** What a sweep finds a container to be. */
export const SWEPT_KINDS = ['trusted', 'untrusted', 'exempt', 'notCovered'] as const;

/** One of these. */
export type SweptKind = (typeof SWEPT_KINDS)[number];

/** One of the functions' counts whose only dimension is the deployment. */
export const counted = (place: Place, name: CountName): Metric => ownMetric(place, name);

/** How many canary images got the right answer at one door. */
export const canaryPassed = (place: Place, door: CanaryDoor): Metric => ownMetric(place, 'CanaryPassed', { door });

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

/** One of Lambda's own counts for one function. */
export const functionCount = (
  place: Place,
  name: FunctionName,
  count: 'Invocations' | 'Errors' | 'Throttles',
): Metric => ({
  namespace: 'AWS/Lambda',
  name: count,
  dimensions: { FunctionName: functionNames(place, name).function },
  statistic: 'Sum',
});

/** How many containers a sweep found of one kind; as few as in the sweep with the fewest. */
export const swept = (place: Place, kind: SweptKind): Metric => ({
  ...ownMetric(place, 'SweepContainers', { kind }),
  statistic: 'Minimum',
});

/** How many clusters a sweep could not read; as few as in the sweep with the fewest. */
export const clustersNotRead = (place: Place): Metric => ({
  ...ownMetric(place, 'SweepClustersNotRead'),
  statistic: 'Minimum',
});

/** How long the longest sweep took, in milliseconds. */
export const sweepDuration = (place: Place): Metric => ({ ...ownMetric(place, 'SweepDuration'), statistic: 'Maximum' });

/** How many events a rule could deliver neither to the queue nor to the queue for undelivered events. */
export const lost = (RuleName: string): Metric => ({
  namespace: 'AWS/Events',
  name: 'InvocationsFailedToBeSentToDlq',
  dimensions: { RuleName },
  statistic: 'Sum',
});
