import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { arnOf } from '../../contracts/naming/resource-arns';
import { verifierNames, type Place } from '../../contracts/naming/resource-names';
import { ALARM_KINDS, alarmName } from '../alarms';
import { MAIN } from '../deployment-stack';
import { announced, counted, launchCount, lost, oldestAge, waiting, type Metric } from '../metrics';

interface Widget {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

const widgetsOf = (place: Place): readonly Widget[] => {
  const { queue, deadLetters, undelivered } = verifierNames(place);
  return [
    {
      title: 'Announced verdicts',
      metrics: [
        announced(place, 'untrusted'),
        announced(place, 'inconclusive', 'image'),
        announced(place, 'inconclusive', 'service'),
      ],
    },
    {
      title: 'Stopped tasks, spent stop budgets and refused trust documents',
      metrics: [
        counted(place, 'TasksStopped'),
        counted(place, 'StopBudgetSpent'),
        counted(place, 'TrustDocumentRefused'),
      ],
    },
    {
      title: 'Waiting messages and lost events',
      metrics: [waiting(queue), waiting(deadLetters), waiting(undelivered), lost(place)],
    },
    { title: 'Age of the oldest message, in seconds', metrics: [oldestAge(queue)] },
    {
      title: 'Launch function',
      metrics: [launchCount(place, 'Invocations'), launchCount(place, 'Errors'), launchCount(place, 'Throttles')],
    },
  ];
};

const line = ({ namespace, name, dimensions, statistic }: Metric): readonly unknown[] => [
  namespace,
  name,
  ...Object.entries(dimensions).flat(),
  { stat: statistic },
];

const bodyOf = (place: Place): string => {
  const charts = widgetsOf(place).map(({ title, metrics }, index) => ({
    type: 'metric',
    x: (index % 2) * 12,
    y: Math.floor(index / 2) * 6,
    width: 12,
    height: 6,
    properties: { title, region: place.region, period: 300, view: 'timeSeries', metrics: metrics.map(line) },
  }));
  const alarms = ALARM_KINDS.map((kind) => arnOf(place, 'cloudwatch', `alarm:${alarmName(place, kind)}`));
  const status = { type: 'alarm', x: 12, y: 12, width: 12, height: 6, properties: { title: 'Alarms', alarms } };
  return JSON.stringify({ widgets: [...charts, status] });
};

/** A dashboard with the deployment's verdicts, queues, launch function and alarms. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    new CloudwatchDashboard(this, MAIN, {
      dashboardName: verifierNames(place).dashboard,
      dashboardBody: bodyOf(place),
    });
  }
}
