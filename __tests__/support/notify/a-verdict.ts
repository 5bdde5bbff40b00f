import type { VerdictEvent } from '../../../contracts/events/verdict-event';
import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { anUntrusted } from '../domain/domain';
import { announcementOf } from '../domain/announcement';

/** A verdict event about the container `web` with an image that is not signed, with some fields replaced. */
export const aVerdictEvent = (overrides: Partial<VerdictEvent> = {}): VerdictEvent => ({
  ...toVerdictRecord(announcementOf(anUntrusted('unsigned', 'no signature was found')), 'dev'),
  response: 'reported',
  ...overrides,
});
