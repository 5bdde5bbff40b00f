import * as z from 'zod';
import type { DeploymentHook } from '../../verification/service-deployment';
import type { Task } from '../../verification/task';
import {
  ECS_EVENT_SOURCE,
  EVENT_SOURCE,
  FOUND_TASK_DETAIL_TYPE,
  GRANT_CHANGE_DETAIL_TYPE,
  HOOK_EVENT_DETAIL_TYPE,
  TASK_EVENT_DETAIL_TYPE,
} from './event-types';
import { toFoundTask, type FoundTask } from './found-task-event';
import { toGrantChange, type GrantChange } from './grant-event';
import { toHook } from './hook-event';
import { checkEvent, readEvent } from './read-event';
import { toTask } from './task-event';

/** What one message of the queue is about; its kind is decided here and nowhere else. */
export type QueueMessage =
  | { readonly kind: 'task'; readonly task: Task }
  | ({ readonly kind: 'found' } & FoundTask)
  | { readonly kind: 'hook'; readonly hook: DeploymentHook }
  | { readonly kind: 'grant'; readonly grantChange: GrantChange };

const SOURCE = 'queue message';

const SHOWN = new Set(['source', 'detail-type']);

const headSchema = z.discriminatedUnion('source', [
  z.object({
    source: z.literal(ECS_EVENT_SOURCE),
    'detail-type': z.enum([TASK_EVENT_DETAIL_TYPE, HOOK_EVENT_DETAIL_TYPE]),
  }),
  z.object({
    source: z.literal(EVENT_SOURCE),
    'detail-type': z.enum([GRANT_CHANGE_DETAIL_TYPE, FOUND_TASK_DETAIL_TYPE]),
  }),
]);

/**
 * Parses the body of a queue's message by the kind of its event.
 * @throws InvalidInputError with every problem, when it is no event of a known kind or does not identify what it is
 * about. Its message never quotes what else the event contains.
 */
export const parseQueueMessage = (body: string): QueueMessage => {
  const event = readEvent(body, SOURCE);
  const head = checkEvent(event, { schema: headSchema, source: SOURCE, shown: SHOWN });
  switch (head['detail-type']) {
    case TASK_EVENT_DETAIL_TYPE:
      return { kind: 'task', task: toTask(event) };
    case FOUND_TASK_DETAIL_TYPE:
      return { kind: 'found', ...toFoundTask(event) };
    case HOOK_EVENT_DETAIL_TYPE:
      return { kind: 'hook', hook: toHook(event) };
    case GRANT_CHANGE_DETAIL_TYPE:
      return { kind: 'grant', grantChange: toGrantChange(event) };
  }
};
