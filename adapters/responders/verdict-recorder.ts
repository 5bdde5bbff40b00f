import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Announcement, Responder } from '../../verification';
import { toVerdictRecord, type VerdictRecord, type VerdictSource } from './to-verdict-record';

/** Where log lines and metrics go. */
export interface Recording {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly source: VerdictSource;
}

const count = (metrics: Metrics, name: string, dimensions: Record<string, string>): void => {
  const single = metrics.singleMetric();
  single.addDimensions(dimensions);
  single.addMetric(name, MetricUnit.Count, 1);
};

const countOnce = (metrics: Metrics, { verdict, reason, rule }: VerdictRecord): void =>
  count(metrics, 'Verdicts', { kind: verdict, reason: reason ?? rule ?? '-' });

const countTold = (metrics: Metrics, { verdict, cause, response }: VerdictRecord): void => {
  if (response !== 'recorded') count(metrics, 'Announced', { kind: verdict, cause: cause ?? '-' });
  if (response === 'stopped') count(metrics, 'TasksStopped', {});
  if (response === 'stop-budget-spent') count(metrics, 'StopBudgetSpent', {});
};

/** Writes one structured log line for what is told of a verdict, and counts each verdict once (CloudWatch embedded metric format). */
export const verdictRecorder =
  ({ logger, metrics, source }: Recording): Responder =>
  async (announcement: Announcement) => {
    const event = toVerdictRecord(announcement, source);
    const level = event.verdict === 'trusted' || event.verdict === 'exempt' ? 'info' : 'warn';
    logger[level]('Image Verdict', { ...event });
    if (!announcement.repeated) countOnce(metrics, event);
    countTold(metrics, event);
    return Promise.resolve();
  };
