import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { toGrantChange, type GrantChange } from '../../../contracts/events/grant-event';

/** What the launch function reads in an event that was put on the bus. */
export const readGrantChange = ({ Source, DetailType, Detail }: PutEventsRequestEntry): GrantChange =>
  toGrantChange({ source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail ?? '') as unknown });
