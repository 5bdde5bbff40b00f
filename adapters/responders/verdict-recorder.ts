import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Responder } from '../../verification';
import { toVerdictRecord, type VerdictRecord } from './to-verdict-record';

/** Where log lines and metrics are written. */
export interface RecorderSettings {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly deployment: string;
}

/** Counts one, with dimensions of its own (CloudWatch embedded metrics). */
export const count = (metrics: Metrics, name: string, dimensions: Record<string, string>): void => {
  const single = metrics.singleMetric();
  single.addDimensions(dimensions);
  single.addMetric(name, MetricUnit.Count, 1);
};

const countVerdict = (metrics: Metrics, { verdict, reason, rule }: VerdictRecord): void =>
  count(metrics, 'Verdicts', { kind: verdict, reason: reason ?? rule ?? '-' });

const countResponse = (metrics: Metrics, { verdict, cause, response }: VerdictRecord): void => {
  if (response !== 'recorded') count(metrics, 'Announced', { kind: verdict, cause: cause ?? '-' });
  if (response === 'stopped') count(metrics, 'TasksStopped', {});
  if (response === 'stop-budget-spent') count(metrics, 'StopBudgetSpent', {});
};

/** Writes one structured log line for each announcement, and counts each verdict once (CloudWatch embedded metrics). */
export const verdictRecorder =
  ({ logger, metrics, deployment }: RecorderSettings): Responder =>
  async (announcement) => {
    const record = toVerdictRecord(announcement, deployment);
    const level = record.verdict === 'trusted' || record.verdict === 'exempt' ? 'info' : 'warn';
    logger[level]('Image Verdict', { ...record });
    if (!announcement.repeated) countVerdict(metrics, record);
    countResponse(metrics, record);
    return Promise.resolve();
  };
