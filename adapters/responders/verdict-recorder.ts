import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { VERDICT_EVENT_DETAIL_TYPE } from '../../contracts/events/event-types';
import type { Responder } from '../../verification';
import { countBy } from './count-by';
import { toVerdictRecord, type VerdictRecord } from './to-verdict-record';

/** Where log lines and metrics are written. */
export interface RecorderSettings {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly deployment: string;
}

const countVerdict = (single: Metrics, { verdict, reason, rule }: VerdictRecord): void =>
  countBy(single, { name: 'Verdicts', by: { kind: verdict, reason: reason ?? rule ?? '-' } });

const countResponse = (single: Metrics, { verdict, cause, response }: VerdictRecord): void => {
  if (response !== 'recorded') countBy(single, { name: 'Announced', by: { kind: verdict, cause: cause ?? '-' } });
  if (response === 'stopped') countBy(single, { name: 'TasksStopped', by: {} });
  if (response === 'rolled-back') countBy(single, { name: 'DeploymentsRolledBack', by: {} });
  if (response === 'stop-budget-spent' || response === 'rollback-budget-spent')
    countBy(single, { name: 'StopBudgetSpent', by: {} });
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
