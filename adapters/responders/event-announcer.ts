import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { VERDICT_EVENT_DETAIL_TYPE } from '../../contracts/events/event-types';
import type { Responder } from '../../verification';
import { putEvent } from '../eventbridge/put-event';
import { toVerdictRecord } from './to-verdict-record';

/** Puts the event `Image Verdict` on the account's default bus. Throws what putEvent throws. */
export const eventAnnouncer =
  (client: EventBridgeClient, deployment: string): Responder =>
  (announcement) =>
    putEvent(client, {
      detailType: VERDICT_EVENT_DETAIL_TYPE,
      resource: announcement.task.taskArn,
      detail: toVerdictRecord(announcement, deployment),
    });
