import { PutEventsCommand, type EventBridgeClient, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE } from '../../contracts/events/event-types';

/** An event of this project. */
export interface EventToPut {
  readonly detailType: string;
  readonly resource: string;
  readonly detail: object;
}

/**
 * Puts one event on the account's default bus.
 * @throws Error also when EventBridge answers 200 but refuses the entry.
 */
export const putEvent = async (
  client: EventBridgeClient,
  { detailType, resource, detail }: EventToPut,
): Promise<void> => {
  const entry: PutEventsRequestEntry = {
    Source: EVENT_SOURCE,
    DetailType: detailType,
    Resources: [resource],
    Detail: JSON.stringify(detail),
  };
  const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount === undefined || FailedEntryCount === 0) return;
  const { ErrorCode = '', ErrorMessage = '' } = Entries?.[0] ?? {};
  throw new Error(`events:PutEvents refused the event ${detailType}: ${ErrorCode} ${ErrorMessage}`);
};
