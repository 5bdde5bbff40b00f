import type { Deployment } from '../contracts/deployment/deployment';
import type { Place } from '../contracts/naming/resource-names';
import type { Metric } from './metrics';

/** When an alarm goes off, and what that means. */
export interface Alarm {
  readonly metric: (place: Place) => Metric;
  /** The alarm goes off when the metric reaches this value. */
  readonly threshold: (deployment: Pick<Deployment, 'responses' | 'gate'>) => number;
  /** The alarm goes off when the metric is below the threshold, or missing, for this many periods. Default: it does not. */
  readonly belowForPeriods?: number;
  /** The alarm goes off when the metric reaches the threshold in this many periods in a row. Default: one. */
  readonly reachedForPeriods?: number;
  /** The metric is evaluated over periods of this length. */
  readonly periodSeconds: (deployment: Pick<Deployment, 'sweep'>) => number;
  /** One sentence, the first half of the alarm's description. */
  readonly meaning: string;
  /** Which deployments have the alarm. Default: every one. */
  readonly only?: (deployment: Deployment) => boolean;
}

/** An alarm that goes off as soon as its metric counts one. */
export const atFirst = (metric: Alarm['metric'], meaning: string, periodSeconds = 60): Alarm => ({
  metric,
  threshold: () => 1,
  periodSeconds: () => periodSeconds,
  meaning,
});
