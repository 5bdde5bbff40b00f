import type { CanaryDoor } from '../contracts/deployment/canary-images';
import type { Deployment } from '../contracts/deployment/deployment';
import { atFirst, type Alarm } from './alarm';
import { canaryPassed, clustersNotRead, counted, functionCount, swept } from './metrics';

/** For how many sweeps in a row something is wrong before an alarm goes off. */
const SWEEPS_IN_A_ROW = 3;

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

/** The alarms about the sweep and the canary images that it has verified. */
export const SWEEP_ALARMS = {
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
