import type * as z from 'zod';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';

/**
 * Parses the members of a call.
 * @throws AwsError `ValidationException`, with every problem, when they don't have the expected shape.
 */
export const parseInput = <Shape>(call: AwsCall, shape: z.ZodType<Shape>): Shape => {
  const { success, data, error } = shape.safeParse(call.input);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('ValidationException', `${call.service}:${call.action}: ${problems.join('; ')}`);
};
