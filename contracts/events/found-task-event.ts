import * as z from 'zod';
import type { Task } from '../../verification/task';
import { EVENT_SOURCE, FOUND_TASK_DETAIL_TYPE } from './event-types';
import { checkEvent } from './read-event';
import { taskDetailFields } from './task-event';
import { instantField } from './verdict-fields';

/** A task that a sweep found running, and to which the launch function is to respond. */
export interface FoundTask {
  readonly task: Task;
  /** No verdict that was reached before is reused, in milliseconds since the epoch. */
  readonly notBefore: number;
}

/** The version of the format of these messages. */
const VERSION = 1;

const SHOWN = new Set(['source', 'detail-type', 'detail.sweep', 'detail.notBefore']);

const foundTaskSchema = z.object({
  source: z.literal(EVENT_SOURCE),
  'detail-type': z.literal(FOUND_TASK_DETAIL_TYPE),
  detail: z.object({
    version: z.literal(VERSION),
    sweep: instantField,
    notBefore: instantField,
    ...taskDetailFields,
  }),
});

/**
 * Reads the message about a task that a sweep found running.
 * @throws InvalidInputError with every problem, when the message does not identify a task. Its message never quotes what
 * task authors write.
 */
export const toFoundTask = (event: unknown): FoundTask => {
  const checked = checkEvent(event, {
    schema: foundTaskSchema,
    source: 'message about a task found running',
    shown: SHOWN,
  });
  const { version: _version, sweep: _sweep, notBefore, ...task } = checked.detail;
  return { task, notBefore: Date.parse(notBefore) };
};

/** The body of the message about a task that a sweep, named by its id, found running. */
export const formatFoundTask = (sweep: string, { task, notBefore }: FoundTask): string => {
  const { taskArn, clusterArn, lastStatus, desiredStatus, group, taskDefinitionArn, containers } = task;
  const described = { taskArn, clusterArn, lastStatus, desiredStatus, group, taskDefinitionArn, containers };
  return JSON.stringify({
    source: EVENT_SOURCE,
    'detail-type': FOUND_TASK_DETAIL_TYPE,
    detail: { version: VERSION, sweep, notBefore: new Date(notBefore).toISOString(), ...described },
  });
};
