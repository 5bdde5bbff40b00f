import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import { countBy } from '../../adapters/responders/count-by';
import { trustObserver, type Telemetry } from '../shared/telemetry';
import type { SweepPorts, SweepSummary } from './sweep-ports';

const CONTAINER_KINDS = ['trusted', 'untrusted', 'exempt', 'notCovered'] as const;

const countSweep = ({ report, healed }: SweepSummary, metrics: Metrics): void => {
  const { coverage, startedAt, finishedAt } = report;
  metrics.addMetric('SweepFinished', MetricUnit.Count, 1);
  metrics.addMetric('SweepHealed', MetricUnit.Count, healed);
  metrics.addMetric('SweepClustersNotRead', MetricUnit.Count, coverage.clustersNotRead);
  metrics.addMetric('SweepDuration', MetricUnit.Milliseconds, Date.parse(finishedAt) - Date.parse(startedAt));
  const single = metrics.singleMetric();
  for (const kind of CONTAINER_KINDS) countBy(single, { name: 'SweepContainers', by: { kind }, count: coverage[kind] });
};

/** Writes log lines and metrics about sweeps. No text of a task author is logged but a cluster's problem, shortened. */
export const sweepObserver = ({
  logger,
  metrics,
}: Telemetry): Pick<SweepPorts, Extract<keyof SweepPorts, `on${string}`>> => ({
  onBegun: ({ sweep, invocation }) => logger.info('A sweep continues', { sweep, invocation }),
  onPreviousRefused: (error) => logger.warn('The latest report cannot be read', { error: error as Error }),
  onBacklogUnknown: (error) =>
    logger.error('The backlog of the launch function cannot be read, so no task is sent to it', {
      error: error as Error,
    }),
  onPostponed: (tasks) =>
    logger.warn('Tasks are left to the next sweep, since the launch function has a backlog', { tasks }),
  ...trustObserver({ logger, metrics }),
  onFinished: (summary) => {
    const { sweep, clusters, coverage } = summary.report;
    for (const { cluster, problem } of clusters)
      if (problem !== null) logger.warn('A cluster could not be read', { sweep, cluster, problem });
    logger.info('A sweep has finished', { sweep, ...coverage, healed: summary.healed });
    countSweep(summary, metrics);
  },
});
