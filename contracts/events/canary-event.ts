import * as z from 'zod';
import { CANARY_DETAIL_TYPE, EVENT_SOURCE } from './event-types';
import { checkEvent } from './read-event';

/** The version of the format of messages that ask for a check of the canary images. */
export const CANARY_EVENT_VERSION = 1;

/** The fields whose texts may be part of an error message. */
const SHOWN = new Set(['source', 'detail-type', 'detail.sweep']);

const canaryEventSchema = z.object({
  source: z.literal(EVENT_SOURCE),
  'detail-type': z.literal(CANARY_DETAIL_TYPE),
  detail: z.object({
    version: z.literal(CANARY_EVENT_VERSION),
    sweep: z.iso.datetime({ error: 'an instant YYYY-MM-DDThh:mm:ss.sssZ in UTC' }),
  }),
});

/** Writes the message by which a sweep, named by its instant, has the launch function verify the canary images. */
export const formatCanaryEvent = (sweep: string): string =>
  JSON.stringify({
    source: EVENT_SOURCE,
    'detail-type': CANARY_DETAIL_TYPE,
    detail: { version: CANARY_EVENT_VERSION, sweep },
  });

/**
 * Reads a "Canary Check" message: the sweep that sent it.
 * @throws InvalidInputError with every problem.
 */
export const toCanarySweep = (event: unknown): string =>
  checkEvent(event, { schema: canaryEventSchema, source: 'canary message', shown: SHOWN }).detail.sweep;
