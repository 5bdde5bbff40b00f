import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { GATE_EVENT_DETAIL_TYPE } from '../../../contracts/events/event-types';
import type { GateChannel, GateOutcome } from '../../../verification';
import type { RecorderSettings } from '../verdict-recorder';
import { toGateRecord } from './to-gate-record';

/** The metric that counts an outcome; null for what another metric shows. */
const METRICS: Readonly<Record<GateOutcome, string | null>> = {
  continued: 'GateContinued',
  'rolled-back': 'GateRolledBack',
  expiring: 'GateExpiring',
  unanswered: 'GateUnanswered',
  // In both cases no one but ECS itself decided.
  'timed-out': 'GateUnanswered',
  overridden: 'GateOverridden',
  // How long deployments wait is a metric of its own.
  waiting: null,
  'rollback-pending': null,
};

/** Writes one structured log line for each decision of the gate, and counts the outcomes (CloudWatch embedded metrics). */
export const gateRecorder =
  ({ logger, metrics, deployment }: RecorderSettings): GateChannel['announce'] =>
  async (announcement) => {
    const record = toGateRecord(announcement, deployment);
    const needsNoAttention = record.outcome === 'continued' && record.grants.length === 0;
    logger[needsNoAttention ? 'info' : 'warn'](GATE_EVENT_DETAIL_TYPE, { ...record });
    const metric = METRICS[record.outcome];
    if (metric !== null) metrics.addMetric(metric, MetricUnit.Count, 1);
    return Promise.resolve();
  };
