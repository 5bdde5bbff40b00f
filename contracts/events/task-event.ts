import * as z from 'zod';
import { isDigest, type Digest } from '../../verification/digest';
import type { Container, Task } from '../../verification/task';
import { ECS_EVENT_SOURCE, TASK_EVENT_DETAIL_TYPE } from './event-types';
import { arnField, checkEvent, readEvent, textOr } from './read-event';

const SOURCE = 'task event';

/** The fields whose texts may be part of an error message. */
const SHOWN = new Set(['source', 'detail-type', 'detail.taskArn', 'detail.clusterArn']);

// What is no SHA-256 digest (empty, sha512) is an unknown digest: the container's neighbours are verified all the same.
const digestOrNull = z
  .unknown()
  .optional()
  .transform((value): Digest | null => (typeof value === 'string' && isDigest(value) ? value : null));

// Only a container of AWS's own has no image: an odd value must not pass for none.
const imageOrNull = z
  .unknown()
  .optional()
  .transform((value) => {
    if (value === undefined || value === null) return null;
    return typeof value === 'string' ? value : '';
  });

const container = z.object({ name: textOr(''), image: imageOrNull, imageDigest: digestOrNull });

const UNREADABLE: Container = { name: '', image: null, imageDigest: null };

/** The containers of an event, each parsed on its own. An event that warns of an interruption lists none. */
const containers = z
  .array(z.unknown())
  .nullish()
  .transform((list): readonly Container[] => (list ?? []).map((each) => container.safeParse(each).data ?? UNREADABLE));

/**
 * The fields of an event's detail that describe a task. AWS adds fields, so unknown ones are dropped. Only what identifies
 * the task is indispensable: an odd field must not keep the others from being verified.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export const taskDetailFields = {
  taskArn: arnField('task'),
  clusterArn: arnField('cluster'),
  lastStatus: textOr(''),
  desiredStatus: textOr(''),
  group: textOr(null),
  taskDefinitionArn: textOr(null),
  containers,
} as const;

const taskEventSchema = z.object({
  source: z.literal(ECS_EVENT_SOURCE),
  'detail-type': z.literal(TASK_EVENT_DETAIL_TYPE),
  detail: z.object(taskDetailFields),
});

/**
 * Parses an "ECS Task State Change" event.
 * @throws InvalidInputError with every problem, when the event does not identify a task. Its message never quotes what
 * else the event contains, since overrides may hold secrets.
 */
export const toTask = (event: unknown): Task =>
  checkEvent(event, { schema: taskEventSchema, source: SOURCE, shown: SHOWN }).detail;

/**
 * Parses an "ECS Task State Change" event from the body of a queue's message.
 * @throws InvalidInputError as `toTask` does, also when the body is no JSON.
 */
export const parseTaskEvent = (body: string): Task => toTask(readEvent(body, SOURCE));
