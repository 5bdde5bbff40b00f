import * as z from 'zod';
import { isDigest, type Digest } from '../../verification/digest';
import type { Task } from '../../verification/task';
import { InvalidInputError } from '../schema/invalid-input';
import { parseContract } from '../schema/parse-contract';

/** A task as one event describes it; ECS increases `version` with each change of the task's state. */
export interface TaskEvent extends Task {
  readonly version: number;
}

const SOURCE = 'task event';

const name = z.string('a name').min(1, 'a name');
const arn = (kind: string) => z.string().startsWith('arn:', `the ARN of a ${kind}`);
const nullable = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? null);
const digest = z.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'a digest sha256:<64 hexadecimal digits>',
);

const container = z.object({ name, image: nullable(z.string()), imageDigest: nullable(digest) });

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html. AWS adds fields, so unknown fields
// are ignored.
const taskEventSchema = z.object({
  source: z.literal('aws.ecs'),
  'detail-type': z.literal('ECS Task State Change'),
  detail: z.object({
    taskArn: arn('task'),
    clusterArn: arn('cluster'),
    lastStatus: name,
    desiredStatus: name,
    group: nullable(z.string()),
    version: z.int('a whole number'),
    containers: z.array(container),
  }),
});

// Overrides may contain secrets, so they are dropped before anything could print them.
const withoutOverrides = (key: string, value: unknown): unknown => (key === 'overrides' ? undefined : value);

const readBody = (body: string): unknown => {
  try {
    return JSON.parse(body, withoutOverrides) as unknown;
  } catch {
    // The parser's message quotes the text around the error, which may belong to the overrides.
    const found = `a text of ${body.length} characters that is not JSON`;
    throw new InvalidInputError(SOURCE, [{ path: '(whole)', expected: 'JSON', found }]);
  }
};

/**
 * Parses the body of a message as an "ECS Task State Change" event.
 * @throws InvalidInputError with every problem.
 */
export const parseTaskEvent = (body: string): TaskEvent =>
  parseContract(taskEventSchema, readBody(body), SOURCE).detail;
