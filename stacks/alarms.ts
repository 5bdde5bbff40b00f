import type { Deployment } from '../contracts/deployment/deployment';
import { LONGEST_BACK_OFF_SECONDS } from '../contracts/functions/launch-limits';
import { verifierNames, type Place } from '../contracts/naming/resource-names';
import { announced, counted, launchCount, lost, oldestAge, waiting, type Metric } from './metrics';

/** When an alarm goes off, and what that means. */
export interface Alarm {
  readonly metric: (place: Place) => Metric;
  /** The alarm goes off when the metric reaches this value. */
  readonly threshold: (deployment: Pick<Deployment, 'responses'>) => number;
  /** The metric is evaluated over periods of this length. */
  readonly periodSeconds: number;
  /** One sentence, the first half of the alarm's description. */
  readonly meaning: string;
}

const BACKLOG_SECONDS = 15 * 60;

// SQS counts the age of messages that are invisible until their next attempt, so that this is longer than any planned
// delay. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
const oldSeconds: Alarm['threshold'] = ({ responses }) =>
  Math.max(LONGEST_BACK_OFF_SECONDS, responses.confirmUnsignedAfterSeconds) + BACKLOG_SECONDS;

const atFirst = (metric: Alarm['metric'], meaning: string, periodSeconds = 60): Alarm => ({
  metric,
  threshold: () => 1,
  periodSeconds,
  meaning,
});

/**
 * All alarms of a deployment by name. For each, docs/operations.md has a heading of the same name that says what to do.
 */
export const ALARMS = {
  'dead-letters': atFirst(
    (place) => waiting(verifierNames(place).deadLetters),
    'A task could not be verified for hours, or a message is not an ECS task event.',
  ),
  'undelivered-events': atFirst(
    (place) => waiting(verifierNames(place).undelivered),
    'EventBridge was not allowed to deliver an event to the queue, or could not for a day.',
  ),
  'lost-events': atFirst(
    lost,
    'EventBridge could deliver an event neither to the queue nor to the queue for undelivered events: it is lost.',
    300,
  ),
  'queue-age': {
    metric: (place) => oldestAge(verifierNames(place).queue),
    threshold: oldSeconds,
    periodSeconds: 300,
    meaning: 'Events wait 15 minutes longer than the longest planned delay before they are processed.',
  },
  'function-errors': atFirst(
    (place) => launchCount(place, 'Errors'),
    'An invocation failed; SQS will redeliver its batch.',
    300,
  ),
  'function-throttles': atFirst(
    (place) => launchCount(place, 'Throttles'),
    'Lambda throttled the launch function; SQS will redeliver its messages.',
    300,
  ),
  untrusted: atFirst((place) => announced(place, 'untrusted'), 'A task runs an untrusted image.'),
  'inconclusive-service': atFirst(
    (place) => announced(place, 'inconclusive', 'service'),
    'An image could not be verified: every retry failed.',
  ),
  'inconclusive-image': atFirst(
    (place) => announced(place, 'inconclusive', 'image'),
    'An image could not be verified: it is no longer in its repository.',
  ),
  'stop-budget-spent': atFirst(
    (place) => counted(place, 'StopBudgetSpent'),
    'A cluster has spent its stop budget; further untrusted tasks are reported, not stopped.',
  ),
  'trust-document-refused': atFirst(
    (place) => counted(place, 'TrustDocumentRefused'),
    'The trust document cannot be read, or its hash is wrong: no image is verified.',
  ),
} as const satisfies Readonly<Record<string, Alarm>>;

/** The name of one alarm, without the deployment. */
export type AlarmKind = keyof typeof ALARMS;

/** Every alarm, in the order of the table. */
export const ALARM_KINDS = Object.keys(ALARMS) as readonly AlarmKind[];

/** The name of an alarm in CloudWatch. */
export const alarmName = (place: Place, kind: AlarmKind): string => `${verifierNames(place).alarmPrefix}${kind}`;
