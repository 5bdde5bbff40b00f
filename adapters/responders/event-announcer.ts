import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { VERDICT_EVENT_DETAIL_TYPE, VERDICT_EVENT_SOURCE } from '../../contracts/events/verdict-event';
import type { Responder } from '../../verification';
import { toVerdictRecord, type VerdictSource } from './to-verdict-record';

/**
 * Puts the event `Image Verdict` on the account's default bus.
 * @throws Error also when EventBridge answers 200 and refuses the entry.
 */
export const eventAnnouncer =
  (client: EventBridgeClient, source: VerdictSource): Responder =>
  async (announcement) => {
    const Detail = JSON.stringify(toVerdictRecord(announcement, source));
    const entry = {
      Source: VERDICT_EVENT_SOURCE,
      DetailType: VERDICT_EVENT_DETAIL_TYPE,
      Resources: [announcement.task.taskArn],
      Detail,
    };
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount === undefined || FailedEntryCount === 0) return;
    throw new Error(
      `events:PutEvents refused the verdict: ${Entries?.[0]?.ErrorCode ?? ''} ${Entries?.[0]?.ErrorMessage ?? ''}`,
    );
  };
