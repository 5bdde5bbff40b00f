import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GATE_EVENT_DETAIL_TYPE } from '../../../contracts/events/event-types';
import type { GateChannel } from '../../../verification';
import { putEvent } from '../../eventbridge/put-event';
import { toGateRecord } from './to-gate-record';

/** Puts the event `Gate Decision` on the account's default bus. Throws what putEvent throws. */
export const gateEventAnnouncer =
  (client: EventBridgeClient, deployment: string): GateChannel['announce'] =>
  (announcement) =>
    putEvent(client, {
      detailType: GATE_EVENT_DETAIL_TYPE,
      resource: announcement.hook.deploymentArn,
      detail: toGateRecord(announcement, deployment),
    });
