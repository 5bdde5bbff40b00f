import type { CanaryDoor } from '../contracts/deployment/canary-images';
import type { Deployment } from '../contracts/deployment/deployment';
import { alarmAfterMinutes, hasGate } from '../contracts/deployment/gated-clusters';
import { LONGEST_BACK_OFF_SECONDS } from '../contracts/functions/launch-limits';
import { verifierNames, type Place } from '../contracts/naming/resource-names';
import { hasNotices } from '../contracts/deployment/notices';
import type { Alarm } from './alarm';
import {
  announced,
  canaryPassed,
  clustersNotRead,
  counted,
  functionCount,
  gateWaitingMinutes,
  lost,
  oldestAge,
  swept,
  waiting,
} from './metrics';

/** For how many sweeps in a row something is wrong before an alarm goes off. */
const SWEEPS_IN_A_ROW = 3;

const BACKLOG_SECONDS = 15 * 60;

// SQS counts the age of messages that are invisible until their next attempt, so that this is longer than any planned
// delay. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
const oldSeconds: Alarm['threshold'] = ({ responses }) =>
  Math.max(LONGEST_BACK_OFF_SECONDS, responses.confirmUnsignedAfterSeconds) + BACKLOG_SECONDS;

const atFirst = (metric: Alarm['metric'], meaning: string, periodSeconds = 60): Alarm => ({
  metric,
  threshold: () => 1,
  periodSeconds: () => periodSeconds,
  meaning,
});

const hasBreakGlass = ({ breakGlass }: Deployment): boolean => breakGlass !== undefined;

const hasSweep = ({ sweep }: Pick<Deployment, 'sweep'>): boolean => sweep !== 'off';

/**
 * The time between two sweeps. CloudWatch evaluates at most a day where a period is shorter than an hour, else at most a
 * week; three of these always fit.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const sweepPeriodSeconds = ({ sweep }: Pick<Deployment, 'sweep'>): number =>
  (sweep === 'off' ? 60 : sweep.everyMinutes) * 60;

/** An alarm about what each sweep says, that only deployments with a sweep have. */
const ofSweeps = (metric: Alarm['metric'], meaning: string, periods: Partial<Alarm>): Alarm => ({
  metric,
  threshold: () => 1,
  periodSeconds: sweepPeriodSeconds,
  meaning,
  only: hasSweep,
  ...periods,
});

const hasCanary = ({ canary }: Deployment): boolean => canary !== undefined;

/** An alarm that only deployments with canary images have. */
const ofCanary = (alarm: Alarm): Alarm => ({ ...alarm, only: hasCanary });

const canaryMissing = (door: CanaryDoor, where: string): Alarm =>
  ofCanary({
    metric: (place) => canaryPassed(place, door),
    threshold: () => 1,
    belowForPeriods: 2,
    periodSeconds: sweepPeriodSeconds,
    meaning: `No canary image got the right answer ${where} during two sweeps: perhaps nothing is verified there.`,
  });

const LOST = 'EventBridge could deliver an event neither to the queue nor to the queue for undelivered events:';

/** An alarm that only deployments with a gate have. */
const ofGate = (alarm: Alarm): Alarm => ({ ...alarm, only: hasGate });

/** An alarm that only deployments with break-glass have. */
const ofBreakGlass = (alarm: Alarm): Alarm => ({ ...alarm, only: hasBreakGlass });

/** An alarm that only deployments with findings or a webhook have. */
const ofNotices = (alarm: Alarm): Alarm => ({ ...alarm, only: hasNotices });

/** Attempts in a quarter of an hour that fail before it is no passing fault: one message has so many in 90 seconds. */
const FAILED_NOTICES = 3;

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
  'notify-dead-letters': ofNotices(
    atFirst(
      (place) => waiting(verifierNames(place).notifyDeadLetters),
      'A finding or a webhook message could not be sent for hours.',
    ),
  ),
  'notify-failing': ofNotices({
    metric: (place) => counted(place, 'NotifyFailed'),
    threshold: () => FAILED_NOTICES,
    periodSeconds: () => 900,
    meaning: 'Findings or webhook messages fail again and again; each is retried for hours.',
  }),
  'notify-errors': ofNotices(
    atFirst((place) => functionCount(place, 'notify', 'Errors'), 'An invocation of the notify function failed.', 300),
  ),
  'security-hub-off': {
    ...atFirst((place) => counted(place, 'SecurityHubOff'), 'Security Hub is off: there are no findings.', 300),
    only: ({ securityHub }: Deployment): boolean => securityHub,
  },
  'canary-failed': ofCanary(
    atFirst(
      (place) => counted(place, 'CanaryFailed'),
      'A canary image got a wrong answer or none: the verifier may trust what it must not, or refuse what is good.',
    ),
  ),
  'canary-missing-sweep': canaryMissing('sweep', 'in the sweep'),
  'canary-missing-start': canaryMissing('start', 'where tasks start'),
  'canary-missing-gate': canaryMissing('gate', 'at the deployment gate'),
  'sweep-failed': {
    ...atFirst(
      (place) => functionCount(place, 'sweep', 'Errors'),
      'An invocation of the sweep function failed; Lambda retries it twice.',
      300,
    ),
    only: hasSweep,
  },
  'sweep-missing': ofSweeps(
    (place) => counted(place, 'SweepFinished'),
    'No sweep has ended for three times the time between two sweeps: nothing verifies again what runs.',
    { belowForPeriods: 3 },
  ),
  // A task that is just starting may have no digest yet, so one sweep proves nothing.
  'sweep-not-covered': ofSweeps(
    (place) => swept(place, 'notCovered'),
    'Sweeps in a row could not verify the images of some containers that run.',
    { reachedForPeriods: SWEEPS_IN_A_ROW },
  ),
  'sweep-clusters-not-read': ofSweeps(
    clustersNotRead,
    'Sweeps in a row could not list the services or tasks of a cluster: what runs there was not verified again.',
    { reachedForPeriods: SWEEPS_IN_A_ROW },
  ),
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
