import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { GRANT_EVENT_DETAIL_TYPE } from '../../../contracts/events/event-types';
import type { ChannelOf, GrantAnnouncement, GrantOccasion } from '../../../verification';
import type { RecorderSettings } from '../verdict-recorder';
import { toBreakGlassRecord } from './to-break-glass-record';

/** Announces what happened to a grant. */
export type GrantResponder = ChannelOf<GrantAnnouncement>['announce'];

const METRICS: Readonly<Partial<Record<GrantOccasion, string>>> = {
  granted: 'BreakGlassGranted',
  used: 'BreakGlassUsed',
};

/** Writes one structured log line for each announcement, and counts grants and their uses. */
export const grantRecorder =
  ({ logger, metrics, deployment }: RecorderSettings): GrantResponder =>
  async (announcement) => {
    logger.warn(GRANT_EVENT_DETAIL_TYPE, { ...toBreakGlassRecord(announcement, deployment) });
    const metric = METRICS[announcement.occasion];
    if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
    return Promise.resolve();
  };
