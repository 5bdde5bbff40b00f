import { verifierNames, type Place } from '../contracts/naming/resource-names';
import { announced, counted, launchCount, oldestAge, waiting, type Metric } from './metrics';

/** When an alarm goes off, and what that means. */
export interface Alarm {
  readonly metric: (place: Place) => Metric;
  /** The alarm goes off when the metric reaches this value. */
  readonly threshold: number;
  /** The metric is evaluated over periods of this length. */
  readonly periodSeconds: number;
  /** One sentence, the first half of the alarm's description. */
  readonly meaning: string;
}

/** A message older than this is not waiting for a retry: those messages are invisible. */
const OLD_SECONDS = 15 * 60;

const atFirst = (metric: Alarm['metric'], meaning: string, periodSeconds = 60): Alarm => ({
  metric,
  threshold: 1,
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
    'EventBridge could not deliver an event to the queue for a day.',
  ),
  'queue-age': {
    metric: (place) => oldestAge(verifierNames(place).queue),
    threshold: OLD_SECONDS,
    periodSeconds: 300,
    meaning: 'Events wait longer than 15 minutes before they are processed.',
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
    'An image could not be verified: it was deleted, or something attached to it prevents verification.',
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
