import type { Deployment } from '../contracts/deployment/deployment';
import { alarmAfterMinutes, hasGate } from '../contracts/deployment/gated-clusters';
import { LONGEST_BACK_OFF_SECONDS } from '../contracts/functions/launch-limits';
import { verifierNames, type Place } from '../contracts/naming/resource-names';
import { atFirst, type Alarm } from './alarm';
import { announced, counted, functionCount, gateWaitingMinutes, lost, oldestAge, waiting } from './metrics';
import { NOTIFY_ALARMS } from './notify-alarms';
import { SWEEP_ALARMS } from './sweep-alarms';

const BACKLOG_SECONDS = 15 * 60;

// SQS counts the age of messages that are invisible until their next attempt, so that this is longer than any planned
// delay. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
const oldSeconds: Alarm['threshold'] = ({ responses }) =>
  Math.max(LONGEST_BACK_OFF_SECONDS, responses.confirmUnsignedAfterSeconds) + BACKLOG_SECONDS;

const hasBreakGlass = ({ breakGlass }: Deployment): boolean => breakGlass !== undefined;

const LOST = 'EventBridge could deliver an event neither to the queue nor to the queue for undelivered events:';

/** An alarm that only deployments with a gate have. */
const ofGate = (alarm: Alarm): Alarm => ({ ...alarm, only: hasGate });

/** An alarm that only deployments with break-glass have. */
const ofBreakGlass = (alarm: Alarm): Alarm => ({ ...alarm, only: hasBreakGlass });

/**
 * All alarms by name. For each, docs/operations.md has a heading of the same name that says what to do.
 */
export const ALARMS = {
  'dead-letters': atFirst(
    (place) => waiting(verifierNames(place).deadLetters),
    'A task or a service deployment could not be verified for hours, or a message is no event that the function knows.',
  ),
  'undelivered-events': atFirst(
    (place) => waiting(verifierNames(place).undelivered),
    'EventBridge was not allowed to deliver an event to the queue, or could not for a day.',
  ),
  'lost-events': atFirst((place) => lost(verifierNames(place).rule), `${LOST} it is lost.`, 300),
  'queue-age': {
    metric: (place) => oldestAge(verifierNames(place).queue),
    threshold: oldSeconds,
    periodSeconds: () => 300,
    meaning: 'Events wait 15 minutes longer than the longest planned delay before they are processed.',
  },
  'function-errors': atFirst(
    (place) => functionCount(place, 'launch', 'Errors'),
    'An invocation failed; SQS will redeliver its batch.',
    300,
  ),
  'function-throttles': atFirst(
    (place) => functionCount(place, 'launch', 'Throttles'),
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
  'gate-waiting': ofGate({
    metric: gateWaitingMinutes,
    threshold: alarmAfterMinutes,
    // The function looks at a waiting deployment every 30 minutes at most during its first hours.
    periodSeconds: () => 1800,
    meaning:
      'A service deployment waits long for the deployment gate, since an image cannot be verified, or has more signatures than are examined.',
  }),
  'gate-expiring': ofGate(
    atFirst(
      (place) => counted(place, 'GateExpiring'),
      'A service deployment still waits for the gate, and ECS will soon act by itself.',
    ),
  ),
  'gate-unanswered': ofGate(
    atFirst(
      (place) => counted(place, 'GateUnanswered'),
      'The gate could not answer a service deployment in time: ECS acted, or will act, by itself.',
    ),
  ),
  'lost-hook-events': ofGate(
    atFirst(
      (place) => lost(verifierNames(place).hookRule),
      `${LOST} the gate does not know that a service deployment waits.`,
      300,
    ),
  ),
  'break-glass-granted': ofBreakGlass(
    atFirst((place) => counted(place, 'BreakGlassGranted'), 'A break-glass grant was written.'),
  ),
  'break-glass-in-use': ofBreakGlass(
    atFirst(
      (place) => counted(place, 'BreakGlassUsed'),
      'A break-glass grant kept a task from being stopped, or a service deployment from being held or rolled back.',
    ),
  ),
  'lost-grant-events': ofBreakGlass(
    atFirst(
      (place) => lost(verifierNames(place).grantRule),
      `${LOST} a break-glass grant or its end may not be announced.`,
      300,
    ),
  ),
  ...NOTIFY_ALARMS,
  ...SWEEP_ALARMS,
} as const satisfies Readonly<Record<string, Alarm>>;

/** The name of one alarm, without the deployment. */
export type AlarmKind = keyof typeof ALARMS;

/** Every alarm, in the order of the table. */
export const ALARM_KINDS = Object.keys(ALARMS) as readonly AlarmKind[];

/** The alarms of a deployment, in the order of the table. */
export const alarmKindsOf = (deployment: Deployment): readonly AlarmKind[] =>
  ALARM_KINDS.filter((kind) => {
    const alarm: Alarm = ALARMS[kind];
    return alarm.only?.(deployment) ?? true;
  });

/** The name of an alarm in CloudWatch. */
export const alarmName = (place: Place, kind: AlarmKind): string => `${verifierNames(place).alarmPrefix}${kind}`;
