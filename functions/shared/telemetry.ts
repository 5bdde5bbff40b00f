import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import type { LoadTrustPorts } from './load-trust';

/** Log lines and metrics of a function. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The log lines and metrics of a function of a deployment. */
export const telemetryOf = (deployment: string): Telemetry => ({
  logger: new Logger({ serviceName: deployment }),
  metrics: new Metrics({ namespace: 'ImageTrust', serviceName: deployment }),
});

/** Logs and counts that the trust document cannot be used. */
export const trustObserver = ({ logger, metrics }: Telemetry): Pick<LoadTrustPorts, 'onTrustDocumentRefused'> => ({
  onTrustDocumentRefused: (error) => {
    logger.error('The trust document cannot be used', { error: error as Error });
    metrics.addMetric('TrustDocumentRefused', MetricUnit.Count, 1);
  },
});
