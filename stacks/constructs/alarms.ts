import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import type { Alarm } from '../alarm';
import { alarmKindsOf, alarmName, ALARMS } from '../alarms';

/** Props of Alarms. */
export interface AlarmsProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The topic that alarms publish to. Required. */
  readonly topic: SnsTopic;
}

/** The alarms of a deployment. Each description names the section of docs/operations.md that says what to do. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { deployment, topic }: AlarmsProps) {
    super(scope, id);
    for (const kind of alarmKindsOf(deployment)) {
      const { threshold, periodSeconds, meaning, belowForPeriods, reachedForPeriods, ...alarm }: Alarm = ALARMS[kind];
      const metric = alarm.metric(deployment);
      new CloudwatchMetricAlarm(this, kind, {
        alarmName: alarmName(deployment, kind),
        alarmDescription: `${meaning} What to do: docs/operations.md#${kind}`,
        namespace: metric.namespace,
        metricName: metric.name,
        dimensions: { ...metric.dimensions },
        statistic: metric.statistic,
        comparisonOperator: belowForPeriods === undefined ? 'GreaterThanOrEqualToThreshold' : 'LessThanThreshold',
        threshold: threshold(deployment),
        period: periodSeconds(deployment),
        evaluationPeriods: belowForPeriods ?? reachedForPeriods ?? 1,
        // A metric without data points means that nothing happened: bad news where something was to happen.
        treatMissingData: belowForPeriods === undefined ? 'notBreaching' : 'breaching',
        alarmActions: [topic.arn],
      });
    }
  }
}
