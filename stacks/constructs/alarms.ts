import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import { ALARMS, verifierNames, type Place } from '../../contracts/naming/resource-names';
import { alarmsOf } from '../alarm-list';

/** What the alarms are told. */
export interface AlarmsProps {
  /** The deployment. Required. */
  readonly place: Place;
  /** The topic that they tell. Required. */
  readonly topic: SnsTopic;
}

/** An alarm for everything that a person must look at, each with the place that says what to do. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { place, topic }: AlarmsProps) {
    super(scope, id);
    const alarms = alarmsOf(place);
    for (const kind of ALARMS) {
      const { metric, reaches, periodSeconds, means } = alarms[kind];
      new CloudwatchMetricAlarm(this, kind, {
        alarmName: verifierNames(place).alarm(kind),
        alarmDescription: `${means} What to do: docs/operations.md#${kind}`,
        namespace: metric.namespace,
        metricName: metric.name,
        dimensions: { ...metric.dimensions },
        statistic: metric.statistic,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        threshold: reaches,
        period: periodSeconds,
        evaluationPeriods: 1,
        // Nothing was counted: nothing happened.
        treatMissingData: 'notBreaching',
        alarmActions: [topic.arn],
      });
    }
  }
}
