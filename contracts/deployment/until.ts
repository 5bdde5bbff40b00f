import * as z from 'zod';

const DAY = 24 * 60 * 60 * 1000;
const EXPECTED = 'an existing date YYYY-MM-DD, or an instant YYYY-MM-DDThh:mm:ssZ in UTC';

/** The end of an exemption: a date in UTC, whose day is included, or an instant in UTC. */
export const untilField = z
  .string(EXPECTED)
  .refine((text) => z.iso.date().safeParse(text).success || isInstant(text), { error: EXPECTED });

const isInstant = (text: string): boolean => z.iso.datetime().safeParse(text).success;

// ISO 8601 has four digits for a year.
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant from which an exemption is ignored, ISO 8601 in UTC; for a date it is the end of that day. */
export const untilInstant = (until: string): string =>
  new Date(isInstant(until) ? until : Math.min(Date.parse(until) + DAY, LAST_INSTANT)).toISOString();
