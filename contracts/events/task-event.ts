import * as z from 'zod';
import { isDigest, type Digest } from '../../verification/digest';
import type { Container, Task } from '../../verification/task';
import { InvalidInputError, type Problem } from '../schema/invalid-input';
import { checkContract } from '../schema/parse-contract';

const SOURCE = 'task event';

/** The fields whose texts may be part of an error message. */
const SHOWN = new Set(['source', 'detail-type', 'detail.taskArn', 'detail.clusterArn']);

const arn = (kind: string) => z.string().startsWith('arn:', `the ARN of a ${kind}`);
// `optional`, since zod otherwise refuses an object that lacks the field.
const textOr = <Fallback>(fallback: Fallback) =>
  z
    .unknown()
    .optional()
    .transform((value): string | Fallback => (typeof value === 'string' ? value : fallback));

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

const readBody = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // The parser's own message quotes the text around the mistake.
    const found = `a text of ${body.length} characters that is not JSON`;
    throw new InvalidInputError(SOURCE, [{ path: '(whole)', expected: 'JSON', found }]);
  }
};

const KINDS: Readonly<Record<string, string>> = { '"': 'a text', '[': 'a list', '{': 'an object' };

/** The problem without the value that was found, except for the few short texts that cannot hold a secret. */
const withoutValue = (problem: Problem): Problem => {
  const kind = KINDS[problem.found.slice(0, 1)];
  const isShown = kind === undefined || (kind === 'a text' && SHOWN.has(problem.path));
  return isShown ? problem : { ...problem, found: kind };
};

/**
 * Parses an "ECS Task State Change" event from the body of a queue's message.
 * @throws InvalidInputError with every problem, when the event does not identify a task. Its message never quotes what
 * else the event contains, since overrides may hold secrets.
 */
export const parseTaskEvent = (body: string): Task => {
  const checked = checkContract(taskEventSchema, readBody(body));
  if (!checked.ok) throw new InvalidInputError(SOURCE, checked.problems.map(withoutValue));
  return checked.value.detail;
};
