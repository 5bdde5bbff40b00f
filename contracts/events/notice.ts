import * as z from 'zod';
import { reportKeys } from '../report/report-format';
import { NOTICE_TARGETS, NOTICE_VERSION, type Notice } from './notice-format';
import { checkEvent, readEvent } from './read-event';
import { verdictEventSchema } from './verdict-event';
import { instantField } from './verdict-fields';

const version = z.literal(NOTICE_VERSION);

const sweptSchema = z
  .object({ version, kind: z.literal('swept'), sweep: instantField, reportKey: z.string() })
  .refine(({ sweep, reportKey }) => reportKey === reportKeys(sweep).json, {
    path: ['reportKey'],
    error: "the key of the sweep's report",
  });

const noticeSchema = z.discriminatedUnion('kind', [
  z.object({
    version,
    kind: z.literal('verdict'),
    target: z.enum(NOTICE_TARGETS),
    verdict: verdictEventSchema,
    service: z.string().nullable(),
    taskDefinition: z.string().nullable(),
  }),
  sweptSchema,
]);

const SHOWN = new Set(['version', 'kind', 'target', 'sweep']);

/**
 * Parses the body of a message of the notify queue.
 * @throws InvalidInputError with every problem; its message quotes none of the texts that task authors and pushers write.
 */
export const parseNotice = (body: string): Notice => {
  const source = 'message of the notify queue';
  const { version: _, ...notice } = checkEvent(readEvent(body, source), { schema: noticeSchema, source, shown: SHOWN });
  return notice;
};
