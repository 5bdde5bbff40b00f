import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { hasGate, rollsBackServices } from '../../contracts/deployment/gated-clusters';
import { CANARY_DOORS } from '../../contracts/deployment/canary-images';
import { hasNotices } from '../../contracts/deployment/notices';
import { arnOf } from '../../contracts/naming/resource-arns';
import { verifierNames } from '../../contracts/naming/resource-names';
import { alarmKindsOf, alarmName } from '../alarms';
import { MAIN } from '../deployment-stack';
import { queueRules } from '../event-rules';
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
  SWEPT_KINDS,
  sweepDuration,
  waiting,
  type CountName,
  type Metric,
} from '../metrics';

interface Widget {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

const ofResponses = (deployment: Deployment): Widget => {
  const rollsBack = rollsBackServices(deployment);
  return {
    title: `Stopped tasks, ${rollsBack ? 'rolled back services, ' : ''}spent stop budgets and refused trust documents`,
    metrics: [
      counted(deployment, 'TasksStopped'),
      ...(rollsBack ? [counted(deployment, 'DeploymentsRolledBack')] : []),
      counted(deployment, 'StopBudgetSpent'),
      counted(deployment, 'TrustDocumentRefused'),
    ],
  };
};

const GATE: readonly CountName[] = [
  'GateContinued',
  'GateRolledBack',
  'GateExpiring',
  'GateUnanswered',
  'GateOverridden',
];

const ofGate = (deployment: Deployment): readonly Widget[] =>
  hasGate(deployment)
    ? [
        { title: 'Deployment gate', metrics: GATE.map((name) => counted(deployment, name)) },
        { title: 'Longest wait for the gate, in minutes', metrics: [gateWaitingMinutes(deployment)] },
      ]
    : [];

const ofBreakGlass = (deployment: Deployment): readonly Widget[] =>
  deployment.breakGlass === undefined
    ? []
    : [
        {
          title: 'Break-glass grants',
          metrics: [counted(deployment, 'BreakGlassGranted'), counted(deployment, 'BreakGlassUsed')],
        },
      ];

const ofCanary = (deployment: Deployment): readonly Widget[] =>
  deployment.canary === undefined
    ? []
    : [
        {
          title: 'Canary images: right answers by door, and wrong answers',
          metrics: [...CANARY_DOORS.map((door) => canaryPassed(deployment, door)), counted(deployment, 'CanaryFailed')],
        },
      ];

const NOTICES: readonly CountName[] = ['FindingsImported', 'FindingsArchived', 'WebhookDelivered', 'NotifyFailed'];

const ofNotices = (deployment: Deployment): readonly Widget[] => {
  const { notifyQueue, notifyDeadLetters } = verifierNames(deployment);
  return hasNotices(deployment)
    ? [
        {
          title: 'Findings and webhook',
          metrics: [
            ...NOTICES.map((name) => counted(deployment, name)),
            ...(deployment.securityHub ? [counted(deployment, 'SecurityHubOff')] : []),
            waiting(notifyQueue),
            waiting(notifyDeadLetters),
            functionCount(deployment, 'notify', 'Errors'),
          ],
        },
      ]
    : [];
};

const ofSweep = (deployment: Deployment): readonly Widget[] =>
  deployment.sweep === 'off'
    ? []
    : [
        {
          title: 'Containers in each sweep, and clusters that it could not read',
          metrics: [...SWEPT_KINDS.map((kind) => swept(deployment, kind)), clustersNotRead(deployment)],
        },
        {
          title: 'Sweeps',
          metrics: [
            counted(deployment, 'SweepFinished'),
            counted(deployment, 'SweepHealed'),
            functionCount(deployment, 'sweep', 'Errors'),
          ],
        },
        { title: 'Duration of a sweep, in milliseconds', metrics: [sweepDuration(deployment)] },
      ];

const widgetsOf = (deployment: Deployment): readonly Widget[] => {
  const { queue, deadLetters, undelivered } = verifierNames(deployment);
  const lostEvents = queueRules(deployment).map(({ name }) => lost(name));
  return [
    {
      title: 'Announced verdicts',
      metrics: [
        announced(deployment, 'untrusted'),
        announced(deployment, 'inconclusive', 'image'),
        announced(deployment, 'inconclusive', 'service'),
      ],
    },
    ofResponses(deployment),
    {
      title: 'Waiting messages and lost events',
      metrics: [waiting(queue), waiting(deadLetters), waiting(undelivered), ...lostEvents],
    },
    { title: 'Age of the oldest message, in seconds', metrics: [oldestAge(queue)] },
    {
      title: 'Launch function',
      metrics: [
        functionCount(deployment, 'launch', 'Invocations'),
        functionCount(deployment, 'launch', 'Errors'),
        functionCount(deployment, 'launch', 'Throttles'),
      ],
    },
    ...ofGate(deployment),
    ...ofBreakGlass(deployment),
    ...ofCanary(deployment),
    ...ofNotices(deployment),
    ...ofSweep(deployment),
  ];
};

const line = ({ namespace, name, dimensions, statistic }: Metric): readonly unknown[] => [
  namespace,
  name,
  ...Object.entries(dimensions).flat(),
  { stat: statistic },
];

const positionOf = (index: number) => ({ x: (index % 2) * 12, y: Math.floor(index / 2) * 6, width: 12, height: 6 });

const bodyOf = (deployment: Deployment): string => {
  const { region } = deployment;
  const charts = widgetsOf(deployment).map(({ title, metrics }, index) => ({
    type: 'metric',
    ...positionOf(index),
    properties: { title, region, period: 300, view: 'timeSeries', metrics: metrics.map(line) },
  }));
  const alarms = alarmKindsOf(deployment).map((kind) =>
    arnOf(deployment, 'cloudwatch', `alarm:${alarmName(deployment, kind)}`),
  );
  const status = { type: 'alarm', ...positionOf(charts.length), properties: { title: 'Alarms', alarms } };
  return JSON.stringify({ widgets: [...charts, status] });
};

/** A dashboard with the deployment's verdicts, responses, queues, functions, sweeps and alarms. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    new CloudwatchDashboard(this, MAIN, {
      dashboardName: verifierNames(deployment).dashboard,
      dashboardBody: bodyOf(deployment),
    });
  }
}
