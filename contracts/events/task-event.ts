import * as z from 'zod';
import { isDigest, type Digest } from '../../verification/digest';
import type { Container, Task } from '../../verification/task';
import { InvalidInputError } from '../schema/invalid-input';
import { parseContract } from '../schema/parse-contract';

const SOURCE = 'task event';

const arn = (kind: string) => z.string().startsWith('arn:', `the ARN of a ${kind}`);
const textOr = <Fallback>(fallback: Fallback) => z.union([z.string(), z.unknown().transform(() => fallback)]);

// What is no SHA-256 digest (empty, sha512) is an unknown digest: the container's neighbours are verified all the same.
const digestOrNull = z
  .unknown()
  .transform((value): Digest | null => (typeof value === 'string' && isDigest(value) ? value : null));

const container = z.object({ name: textOr(''), image: textOr(null), imageDigest: digestOrNull });

const UNREADABLE: Container = { name: '', image: null, imageDigest: null };

/** The containers of an event, each parsed on its own; an event that warns of an interruption has none. */
const containers = z
  .unknown()
  .transform((value): readonly Container[] =>
    Array.isArray(value) ? value.map((each) => container.safeParse(each).data ?? UNREADABLE) : [],
  );

// AWS adds fields, so unknown ones are dropped. Only what identifies the task is indispensable: an odd field must not
// keep the others from being verified.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
const taskEventSchema = z.object({
  source: z.literal('aws.ecs'),
  'detail-type': z.literal('ECS Task State Change'),
  detail: z.object({
    taskArn: arn('task'),
    clusterArn: arn('cluster'),
    lastStatus: textOr(''),
    desiredStatus: textOr(''),
    group: textOr(null),
    taskDefinitionArn: textOr(null),
    containers,
  }),
});

// Overrides may hold secrets: they are dropped before anything could print them.
const withoutOverrides = (key: string, value: unknown): unknown => (key === 'overrides' ? undefined : value);

const readBody = (body: string): unknown => {
  try {
    return JSON.parse(body, withoutOverrides) as unknown;
  } catch {
    // The parser's own message quotes the text around the mistake, which may be of the overrides.
    const found = `a text of ${body.length} characters that is none`;
    throw new InvalidInputError(SOURCE, [{ path: '(whole)', expected: 'JSON', found }]);
  }
};

/**
 * Parses an "ECS Task State Change" event from the body of a queue's message.
 * @throws InvalidInputError with every problem, when the event does not identify a task.
 */
export const parseTaskEvent = (body: string): Task => parseContract(taskEventSchema, readBody(body), SOURCE).detail;
