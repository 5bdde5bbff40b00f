import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GRANT_EVENT_DETAIL_TYPE } from '../../../contracts/events/event-types';
import { putEvent } from '../../eventbridge/put-event';
import type { GrantResponder } from './grant-recorder';
import { toBreakGlassRecord } from './to-break-glass-record';

/** Puts the event `Break-Glass Grant` on the account's default bus. Throws what putEvent throws. */
export const grantEventAnnouncer =
  (client: EventBridgeClient, deployment: string): GrantResponder =>
  (announcement) =>
    putEvent(client, {
      detailType: GRANT_EVENT_DETAIL_TYPE,
      resource: announcement.usedBy ?? announcement.grant.clusterArn,
      detail: toBreakGlassRecord(announcement, deployment),
    });
