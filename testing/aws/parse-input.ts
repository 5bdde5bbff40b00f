import type * as z from 'zod';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';

/**
 * The members of a call in the shape that its action expects.
 * @throws AwsError when they are of another shape.
 */
export const parseInput = <Shape>(call: AwsCall, shape: z.ZodType<Shape>): Shape => {
  const { success, data, error } = shape.safeParse(call.input);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('ValidationException', `${call.service}:${call.action}: ${problems.join('; ')}`);
};
