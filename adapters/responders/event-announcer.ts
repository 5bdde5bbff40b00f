import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { VERDICT_EVENT_DETAIL_TYPE, VERDICT_EVENT_SOURCE } from '../../contracts/events/verdict-event-format';
import type { Responder } from '../../verification';
import { toVerdictRecord } from './to-verdict-record';

/**
 * Puts the event `Image Verdict` on the account's default bus.
 * @throws Error also when EventBridge answers 200 but refuses the entry.
 */
export const eventAnnouncer =
  (client: EventBridgeClient, deployment: string): Responder =>
  async (announcement) => {
    const entry = {
      Source: VERDICT_EVENT_SOURCE,
      DetailType: VERDICT_EVENT_DETAIL_TYPE,
      Resources: [announcement.task.taskArn],
      Detail: JSON.stringify(toVerdictRecord(announcement, deployment)),
    };
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount === undefined || FailedEntryCount === 0) return;
    const { ErrorCode = '', ErrorMessage = '' } = Entries?.[0] ?? {};
    throw new Error(`events:PutEvents refused the verdict: ${ErrorCode} ${ErrorMessage}`);
  };
