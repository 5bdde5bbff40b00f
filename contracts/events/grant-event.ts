import * as z from 'zod';
import { parseClusterArn } from '../naming/parse-arn';
import { textField } from '../schema/fields';
import { EVENT_SOURCE, GRANT_CHANGE_DETAIL_TYPE } from './event-types';
import { checkEvent } from './read-event';

/** The version of the format of events about changes of break-glass grants. */
export const GRANT_CHANGE_VERSION = 1;

/** Which break-glass grant was written or revoked: a hint to read it, not what it says. */
export interface GrantChange {
  readonly clusterArn: string;
  readonly id: string;
}

/** The fields whose texts may be part of an error message. */
const SHOWN = new Set(['source', 'detail-type', 'detail.cluster', 'detail.grant']);

const clusterArn = z
  .string()
  .refine((text) => parseClusterArn(text) !== undefined, { error: 'the ARN of an ECS cluster' });

const grantEventSchema = z.object({
  source: z.literal(EVENT_SOURCE),
  'detail-type': z.literal(GRANT_CHANGE_DETAIL_TYPE),
  detail: z.object({
    version: z.literal(GRANT_CHANGE_VERSION),
    cluster: clusterArn,
    grant: textField('the id of a grant', /^[!-~]{1,128}$/),
  }),
});

/**
 * Reads a "Break-Glass Grant Change" event.
 * @throws InvalidInputError with every problem.
 */
export const toGrantChange = (event: unknown): GrantChange => {
  const { detail } = checkEvent(event, { schema: grantEventSchema, source: 'grant event', shown: SHOWN });
  return { clusterArn: detail.cluster, id: detail.grant };
};
