import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { SweepPorts, SweepSummary } from './sweep-ports';

/** Log lines and metrics of the sweep function. */
export interface SweepTelemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const CONTAINER_KINDS = ['trusted', 'untrusted', 'exempt', 'notCovered'] as const;

const countSweep = ({ report, healed }: SweepSummary, metrics: Metrics): void => {
  const { coverage, startedAt, finishedAt } = report;
  metrics.addMetric('SweepFinished', MetricUnit.Count, 1);
  metrics.addMetric('SweepHealed', MetricUnit.Count, healed);
  metrics.addMetric('SweepClustersNotRead', MetricUnit.Count, coverage.clustersNotRead);
  metrics.addMetric('SweepDuration', MetricUnit.Milliseconds, Date.parse(finishedAt) - Date.parse(startedAt));
  for (const kind of CONTAINER_KINDS) {
    const single = metrics.singleMetric();
    single.addDimension('kind', kind);
    single.addMetric('SweepContainers', MetricUnit.Count, coverage[kind]);
  }
};

/** Writes log lines and metrics about sweeps. No text of a task author is logged but a cluster's problem, shortened. */
export const sweepObserver = ({
  logger,
  metrics,
}: SweepTelemetry): Pick<SweepPorts, 'onBegun' | 'onPreviousRefused' | 'onFinished' | 'onTrustDocumentRefused'> => ({
  onBegun: ({ sweep, invocation }) => logger.info('A sweep goes on', { sweep, invocation }),
  onPreviousRefused: (error) => logger.warn('The latest report cannot be read', { error: error as Error }),
  onTrustDocumentRefused: (error) => {
    logger.error('The trust document cannot be used', { error: error as Error });
    metrics.addMetric('TrustDocumentRefused', MetricUnit.Count, 1);
  },
  onFinished: (summary) => {
    const { sweep, clusters, coverage } = summary.report;
    for (const { cluster, problem } of clusters)
      if (problem !== null) logger.warn('A cluster could not be read', { sweep, cluster, problem });
    logger.info('A sweep has finished', { sweep, ...coverage, healed: summary.healed });
    countSweep(summary, metrics);
  },
});
