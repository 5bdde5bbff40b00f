import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import { VERDICT_EVENT_DETAIL_TYPE } from '../../contracts/events/event-types';
import type { Responder } from '../../verification';
import { toVerdictRecord, type VerdictRecord } from './to-verdict-record';

/** Where log lines and metrics are written. */
export interface RecorderSettings {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly deployment: string;
}

const count = (single: Metrics, name: string, dimensions: Record<string, string>): void => {
  single.addDimensions(dimensions);
  // Writes the metric at once, and forgets its dimensions.
  single.addMetric(name, MetricUnit.Count, 1);
};

const countVerdict = (single: Metrics, { verdict, reason, rule }: VerdictRecord): void =>
  count(single, 'Verdicts', { kind: verdict, reason: reason ?? rule ?? '-' });

const countResponse = (single: Metrics, { verdict, cause, response }: VerdictRecord): void => {
  if (response !== 'recorded') count(single, 'Announced', { kind: verdict, cause: cause ?? '-' });
  if (response === 'stopped') count(single, 'TasksStopped', {});
  if (response === 'rolled-back') count(single, 'DeploymentsRolledBack', {});
  if (response === 'stop-budget-spent' || response === 'rollback-budget-spent') count(single, 'StopBudgetSpent', {});
};

/** Writes one structured log line for each announcement, and counts each verdict once (CloudWatch embedded metrics). */
export const verdictRecorder = ({ logger, metrics, deployment }: RecorderSettings): Responder => {
  // Making one takes longer than writing a metric.
  const single = metrics.singleMetric();
  return async (announcement) => {
    const record = toVerdictRecord(announcement, deployment);
    const level = record.verdict === 'trusted' || record.verdict === 'exempt' ? 'info' : 'warn';
    logger[level](VERDICT_EVENT_DETAIL_TYPE, { ...record });
    if (!announcement.repeated) countVerdict(single, record);
    countResponse(single, record);
    return Promise.resolve();
  };
};
